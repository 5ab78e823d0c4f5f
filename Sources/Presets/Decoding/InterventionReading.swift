import Training
import Tunables

/// Reads a preset's script: each intervention is checked against the settings in force at its moment.
///
/// How many steps an epoch has is not known before the data is loaded, so interventions given in steps and in epochs
/// keep the order they are written in; those of one unit come in the order of their moments.
struct InterventionReading {
    private(set) var interventions: [ScriptedIntervention] = []
    private(set) var faults: [LocatedFault] = []
    /// `interventions.1`, `interventions.1.at`, `interventions.1.optimizer.lr`, …, numbered as in `interventions`.
    private(set) var places: [String: SourcePlace] = [:]
    private var view: SchemaView
    private var settings: Settings

    private struct Item {
        let place: SourcePlace
        let moment: ScriptedIntervention.Moment?
        let momentPlace: SourcePlace
        let entries: [SourceNode.Entry]
    }

    /// - Parameters:
    ///   - view: the file's own keys, whose undecided choices stay undecided.
    ///   - settings: those in force at the start.
    init(_ view: SchemaView, _ settings: Settings, layerCount: Int) {
        self.view = SchemaView(settings, layerCount: layerCount)
        self.view.undecided = view.undecided
        self.settings = settings
    }

    mutating func read(_ block: SourceNode.Entry) {
        guard case .sequence(let elements, _) = block.value else {
            return report(
                .notAList(key: block.key, found: block.value.kind, example: "- at: {epoch: 10}"),
                block.value.isNull ? block.keyPlace : block.value.place)
        }
        var items: [Item] = []
        var order = ScriptOrder()
        for element in elements {
            guard let item = item(element) else { continue }
            items.append(item)
            order.append(item.moment)
        }
        let epochs = view.epochs(settings)
        checkEnds(order.places.map { (items[$0], epochs: apply(items[$0])) }, from: epochs)
    }

    private mutating func item(_ element: SourceNode) -> Item? {
        guard case .mapping(let entries, let place) = element else {
            report(.notABlock(key: "interventions", found: element.kind, allowed: ["at", "set"]), element.place)
            return nil
        }
        var moment: (moment: ScriptedIntervention.Moment, place: SourcePlace)?
        var assignments: [SourceNode.Entry] = []
        for entry in entries {
            switch entry.key {
            case "at": moment = self.moment(entry)
            case "set":
                if case .mapping(let inner, let place) = entry.value {
                    if inner.isEmpty {
                        report(.emptyBlock(key: "set", example: "optimizer.lr: 0.01"), place)
                    }
                    assignments = inner
                } else {
                    report(
                        .notABlock(key: "set", found: entry.value.kind, allowed: ["any key, such as optimizer.lr"]),
                        entry.value.isNull ? entry.keyPlace : entry.value.place)
                }
            default:
                let nearest = nearestName(to: entry.key, among: ["at", "set"])
                let meant = nearest ?? (view.tunable(entry.key) != nil || view.isGroup(entry.key) ? "set" : nil)
                report(
                    .unknownKey(
                        entry.key, in: .section("interventions"), suggestions: meant.map { [$0] } ?? [],
                        allowed: ["at", "set"]), entry.keyPlace)
            }
        }
        for (key, required) in [("at", RequiredKey.at), ("set", .set)] where !entries.contains(where: { $0.key == key })
        {
            report(.missingKey(required), place)
        }
        return Item(place: place, moment: moment?.moment, momentPlace: moment?.place ?? place, entries: assignments)
    }

    private mutating func moment(_ at: SourceNode.Entry) -> (moment: ScriptedIntervention.Moment, place: SourcePlace)? {
        guard case .mapping(let entries, let place) = at.value else {
            report(.missingKey(.moment), at.value.isNull ? at.keyPlace : at.value.place)
            return nil
        }
        var found: (moment: ScriptedIntervention.Moment, place: SourcePlace)?
        var isFaulty = false
        for entry in entries {
            guard entry.key == "step" || entry.key == "epoch" else {
                let nearest = nearestName(to: entry.key, among: ["step", "epoch"])
                report(
                    .unknownKey(
                        entry.key, in: .section("at"), suggestions: nearest.map { [$0] } ?? [],
                        allowed: ["step", "epoch"]), entry.keyPlace)
                isFaulty = true
                continue
            }
            if let found {
                report(.duplicateKey(entry.key, firstLine: found.place.line), entry.keyPlace)
                continue
            }
            let help = "completed \(entry.key)s before it acts"
            let tunable = Tunable.integer(entry.key, default: 0, in: 0...Int.max, help: help)
            do throws(LocatedFault) {
                guard case .integer(let count) = try tunable.read(entry.value, keyPlace: entry.keyPlace) else {
                    continue
                }
                found = (entry.key == "step" ? .step(count) : .epoch(count), entry.value.place)
            } catch {
                faults.append(error)
                isFaulty = true
            }
        }
        if found == nil, !isFaulty { report(.missingKey(.moment), place) }
        return found
    }

    /// Checks an intervention's assignments and lets them take effect on the settings in force.
    ///
    /// - Returns: how long it makes the run, if it says so, and where.
    private mutating func apply(_ item: Item) -> (count: Int, place: SourcePlace)? {
        if let stop = item.entries.first(where: { $0.key == "stop" }) {
            applyStop(stop, item)
            return nil
        }
        var epochs: (count: Int, place: SourcePlace)?
        var walk = SettingsWalk(view, faultsBefore: faults.count)
        walk.settleChoices(in: .mapping(item.entries, item.place))
        walk.walk(item.entries, below: "")
        faults += walk.faults
        var assignments: [Assignment] = []
        let number = interventions.count + 1
        places["interventions.\(number)"] = item.place
        places["interventions.\(number).at"] = item.momentPlace
        // Choices first: they decide what the other keys mean.
        let choices = walk.assigned.filter { walk.view.family(choosing: $0.key) != nil }
        let others = walk.assigned.filter { walk.view.family(choosing: $0.key) == nil }
        for assigned in choices + others {
            if walk.view.tunable(assigned.key)?.change == .restart {
                report(.restartOnly(key: assigned.key), assigned.keyPlace)
                continue
            }
            if let family = walk.view.family(choosing: assigned.key), case .word(let name) = assigned.value {
                SettingsWalk.choose(name, in: family, &settings)
            }
            settings[assigned.key] = assigned.value
            if assigned.key == "epochs" { epochs = (view.epochs(settings), assigned.valuePlace) }
            assignments.append(Assignment(assigned.key, assigned.value))
            places["interventions.\(number).\(assigned.key)"] = assigned.valuePlace
        }
        if !choices.isEmpty { view = walk.view.with(settings) }
        if let moment = item.moment, !assignments.isEmpty {
            interventions.append(ScriptedIntervention(at: moment, assignments))
        }
        return epochs
    }

    /// Ends the run: `stop: true`, the one verb that a script has.
    private mutating func applyStop(_ stop: SourceNode.Entry, _ item: Item) {
        let tunable = Tunable.toggle("stop", default: true, help: "ends the run and restores the best weights")
        do throws(LocatedFault) {
            guard try tunable.read(stop.value, keyPlace: stop.keyPlace) == .toggle(true), item.entries.count == 1 else {
                return report(.loneStop, stop.keyPlace)
            }
        } catch {
            return faults.append(error)
        }
        let number = interventions.count + 1
        places["interventions.\(number)"] = item.place
        places["interventions.\(number).at"] = item.momentPlace
        if let moment = item.moment { interventions.append(.stop(at: moment)) }
    }

    /// Reports moments after the run's end, and ends that lie behind their own moment, as the script goes along.
    private mutating func checkEnds(
        _ items: [(item: Item, epochs: (count: Int, place: SourcePlace)?)], from start: Int
    ) {
        // A step may come before any epoch: the longest run that those given in steps allow counts from the start.
        var epochs = items.reduce(start) { longest, entry in
            guard case .step? = entry.item.moment, let change = entry.epochs else { return longest }
            return max(longest, change.count)
        }
        for (item, change) in items {
            guard case .epoch(let epoch)? = item.moment else { continue }
            let goesOn = epoch == epochs && change.map { $0.count > epoch } ?? false
            if epoch >= epochs, !goesOn { report(.momentTooLate(epoch: epoch, epochs: epochs), item.momentPlace) }
            guard let change else { continue }
            if change.count > epoch {
                epochs = change.count
            } else {
                report(.endsBeforeItsMoment(epochs: change.count, epoch: epoch), change.place)
            }
        }
    }

    private mutating func report(_ fault: PresetFault, _ place: SourcePlace) {
        faults.append(LocatedFault(fault, place))
    }
}

extension SchemaView {
    /// How many epochs a run with these settings has.
    func epochs(_ settings: Settings) -> Int {
        guard case .integer(let epochs)? = settings["epochs"] ?? tunable("epochs")?.defaultValue else { return .max }
        return epochs
    }
}
