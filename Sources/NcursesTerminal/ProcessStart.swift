import CSignals

/// What a program does before anything else, so that whatever ends it and however it was started do no harm.
public enum ProcessStart {
    /// Takes the descriptors 0 to 2 where they were closed, and guards against every signal that ends a process.
    public static func prepare() {
        cs_reserve_standard_descriptors()
        cs_install_crash_guard()
    }
}
