extension PreparedExperiment {
    /// Why a state read from elsewhere cannot be this experiment's; `nil` where a run can go on from it.
    public func mismatch(_ state: SessionState) -> String? {
        do {
            return try TrainingSession(self).mismatch(state)
        } catch {
            return "\(error)"
        }
    }
}
