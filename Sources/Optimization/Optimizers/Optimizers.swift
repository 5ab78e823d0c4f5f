import Tunables

/// Every optimizer. Adding one is its file and a line here.
public enum Optimizers: Catalogue {
    public static let key = "optimizer"
    public static let title = "optimizers"
    public static let all: [any Optimizer.Type] = [
        StochasticGradientDescent.self,
        Momentum.self,
        Nesterov.self,
        Adagrad.self,
        RMSprop.self,
        Adadelta.self,
        Adam.self,
        AdamW.self,
        Adamax.self,
        Nadam.self,
        RAdam.self,
        Lion.self,
        LARS.self,
        LAMB.self,
        Muon.self,
    ]
    public static let descriptors: [Descriptor] = all.map { $0.descriptor }

    /// The optimizer's type of that name.
    public static func type(named name: String) -> (any Optimizer.Type)? { all.first { $0.descriptor.name == name } }

    /// The optimizer the settings choose, fresh.
    public static func optimizer(_ settings: Settings) -> any Optimizer {
        let chosen = chosenType(settings)
        return chosen.init(Values(chosen.descriptor, settings: settings, prefix: key))
    }

    /// The same optimizer with the hyperparameters the settings now hold.
    public static func retuned(_ optimizer: any Optimizer, _ settings: Settings) -> any Optimizer {
        optimizer.retuned(Values(Swift.type(of: optimizer).descriptor, settings: settings, prefix: key))
    }

    private static func chosenType(_ settings: Settings) -> any Optimizer.Type {
        guard case .word(let name)? = settings["\(key).name"] else { return StochasticGradientDescent.self }
        return type(named: name) ?? StochasticGradientDescent.self
    }
}
