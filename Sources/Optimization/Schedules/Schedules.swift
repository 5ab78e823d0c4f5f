import Tunables

/// Every learning-rate schedule.
public enum Schedules: Catalogue {
    public static let key = "schedule"
    public static let title = "schedules"
    public static let descriptors: [Descriptor] = [Descriptor("constant", summary: "the base rate throughout")]
}
