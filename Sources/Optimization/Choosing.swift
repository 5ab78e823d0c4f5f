import Tunables

extension Optimizers {
    /// The optimizer the settings choose, fresh.
    public static func optimizer(_ settings: Settings) -> any Optimizer {
        let chosen: any Optimizer.Type =
            Choice.name(key, settings).flatMap { type(named: $0) } ?? StochasticGradientDescent.self
        return chosen.init(Values(chosen.descriptor, settings: settings, prefix: key))
    }

    /// The same optimizer with the hyperparameters the settings now hold.
    public static func retuned(_ optimizer: any Optimizer, _ settings: Settings) -> any Optimizer {
        optimizer.retuned(Values(Swift.type(of: optimizer).descriptor, settings: settings, prefix: key))
    }
}

extension Schedules {
    /// The schedule the settings choose, its clock started at `position`.
    public static func active(_ settings: Settings, at position: SchedulePosition) -> ActiveSchedule {
        ActiveSchedule(chosen(settings), values(settings), at: position)
    }

    /// The values of the chosen schedule.
    public static func values(_ settings: Settings) -> Values {
        Values(chosen(settings).descriptor, settings: settings, prefix: key)
    }

    private static func chosen(_ settings: Settings) -> any Schedule.Type {
        Choice.name(key, settings).flatMap { type(named: $0) } ?? ConstantSchedule.self
    }
}

extension Clippings {
    /// The clipping the settings choose.
    public static func clipping(_ settings: Settings) -> any Clipping {
        let chosen: any Clipping.Type = Choice.name(key, settings).flatMap { type(named: $0) } ?? NoClipping.self
        return chosen.init(Values(chosen.descriptor, settings: settings, prefix: key))
    }
}

private enum Choice {
    /// The member a family's `name` key names.
    static func name(_ family: String, _ settings: Settings) -> String? {
        guard case .word(let name)? = settings["\(family).name"] else { return nil }
        return name
    }
}
