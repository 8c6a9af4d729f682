using System.Globalization;

namespace Personalization.Evaluation;

/// <summary>What answers.</summary>
internal enum EvaluationEngine
{
    /// <summary>The engine without a model.</summary>
    Offline,

    /// <summary>The model that the settings name.</summary>
    Model,

    /// <summary>A model on this machine that calls a tool and says what came of it: it tries the way of an answer, not the wit.</summary>
    Scripted,
}

/// <summary>What to ask, and whom.</summary>
internal sealed record EvaluationOptions
{
    /// <summary>File of the questions; null for those that come along.</summary>
    public string? Bank { get; init; }

    /// <summary>What answers: nothing but rules, the model that the settings name, or one on this machine that keeps to a script.</summary>
    public EvaluationEngine Engine { get; init; }

    /// <summary>Print one JSON document.</summary>
    public bool Json { get; init; }

    /// <summary>Prices of a million tokens.</summary>
    public decimal InputPrice { get; init; }

    /// <inheritdoc cref="InputPrice"/>
    public decimal OutputPrice { get; init; }

    /// <summary>Null when the arguments cannot be understood.</summary>
    public static EvaluationOptions? Read(string[] args)
    {
        if (args is not ["assistant", ..]) return null;
        EvaluationOptions? options = new();
        for (int index = 1; index < args.Length && options is not null; index++)
            options = args[index] == "--json" ? options with { Json = true } : index + 1 < args.Length ? options.With(args[index], args[++index]) : null;
        return options;
    }

    private EvaluationOptions? With(string name, string text) => name switch
    {
        "--bank" => this with { Bank = text },
        "--engine" when Enum.TryParse(text, true, out EvaluationEngine engine) && !int.TryParse(text, out _) => this with { Engine = engine },
        "--input-price" when Price(text) is { } price => this with { InputPrice = price },
        "--output-price" when Price(text) is { } price => this with { OutputPrice = price },
        _ => null,
    };

    private static decimal? Price(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal price) ? price : null;
}
