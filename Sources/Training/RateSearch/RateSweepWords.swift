extension RateSweep {
    /// What the curve says beside its proposals; `nil` where they say it, or it is not finished.
    public var remark: String? {
        switch outcome {
        case nil, .falls?: nil
        case .floor?: "no rate lowers the loss: it is as low as it gets from here"
        case .flat?:
            "no rate changes the loss by more than its noise: nothing to propose; higher rates or larger batches may tell"
        case .constant?: "the loss is the same at every rate, as where no gradient arrives: nothing to propose"
        case .unstable?:
            "the loss rises from the lowest rates on: nothing to propose; begin at lower rates, or from an earlier state"
        }
    }
}

extension RateProposal {
    /// What speaks for it.
    public var reason: String {
        switch kind {
        case .steepest: "where the loss falls most steeply"
        case .tenthOfLowest: "a tenth of the rate with the least loss"
        case .largestStable: "the largest rate that leaves the loss where it is"
        }
    }
}
