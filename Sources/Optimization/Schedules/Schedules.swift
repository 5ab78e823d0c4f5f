import Tunables

/// Every learning-rate schedule. Adding one is its file and a line here.
public enum Schedules: Catalogue {
    public static let key = "schedule"
    public static let title = "schedules"
    public static let all: [any Schedule.Type] = [
        ConstantSchedule.self,
        StepSchedule.self,
        ExponentialSchedule.self,
        InverseTimeSchedule.self,
        CosineSchedule.self,
        WarmRestartsSchedule.self,
        CyclicalSchedule.self,
        OneCycleSchedule.self,
        PolynomialSchedule.self,
        PlateauSchedule.self,
    ]
    public static let descriptors: [Descriptor] = all.map { $0.descriptor }

    /// The schedule's type of that name.
    public static func type(named name: String) -> (any Schedule.Type)? { all.first { $0.descriptor.name == name } }
}
