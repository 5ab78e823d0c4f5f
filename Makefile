# `make run` and `make test` each work alone on a fresh Debian or Ubuntu with Swift 6.
PACKAGES = libncurses-dev libopenblas-dev libsqlite3-dev zlib1g-dev
PREFIX ?= /usr/local
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)

BROWSER = $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
READERS = .build/python/installed

.PHONY: run test kernels mutants crash-test setup bench sanitize format lint install

run: setup
	swift build -c release --product descent
	.build/release/descent run presets/digits.yaml

# The tests read exports back with the programs they are made for: Python packages and a browser.
test: PACKAGES += $(if $(BROWSER),,chromium) $(if $(shell python3 -c 'import ensurepip, venv' 2>/dev/null && echo yes),,python3-venv)
test: setup lint $(READERS)
	swift test

$(READERS): Tests/Python/requirements.txt | setup
	python3 -m venv .build/python
	.build/python/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# The numeric suites under every OpenBLAS kernel that this processor can run; the processor's own is what `make test` ran under.
kernels: setup
	swift build --build-tests
	.ci/kernels

# Plants the mistakes of Tests/Mutants one at a time and tells which ones the tests notice. Takes an hour; not part of CI.
mutants: setup
	python3 Tests/Mutants/mutants.py

# Kills the program a hundred times, also while it writes checkpoints, and compares what it comes to afterwards.
crash-test: setup
	DESCENT_CRASH_ROUNDS=100 swift test --filter CrashTests

bench: setup
	swift build -c release
	.build/release/descent-bench

# Engine, recorder and dashboard together under both sanitizers, each in a build folder of its own. The address sanitizer
# also reads the kernels' every access.
sanitize: setup
	swift build --build-tests --sanitize thread --scratch-path .build/sanitize-thread
	swift test --skip-build --sanitize thread --scratch-path .build/sanitize-thread \
		--filter 'TrainerTests|SteeringTests|RecorderTests'
	swift build --build-tests --sanitize address --scratch-path .build/sanitize-address
	swift test --skip-build --sanitize address --scratch-path .build/sanitize-address \
		--filter 'TrainerTests|SteeringTests|RecorderTests|FuzzTests|TensorsTests|NetworksTests|OptimizationTests'

setup:
	@missing=""; for package in $(PACKAGES); do dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
		echo "Installing the missing Debian packages:$$missing"; \
		$(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing; \
	fi

format:
	swift format --in-place --recursive --parallel Sources Tests Benchmarks Package.swift

lint:
	swift format lint --strict --recursive --parallel Sources Tests Benchmarks Package.swift

# With Swift's libraries inside: it outlives the toolchain that built it, and starts in half the time.
install: setup
	swift build -c release --product descent --static-swift-stdlib --scratch-path .build/install
	install -D -s -m 755 .build/install/release/descent $(DESTDIR)$(PREFIX)/bin/descent
