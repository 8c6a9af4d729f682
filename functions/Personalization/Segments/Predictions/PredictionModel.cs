using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Segments.Predictions.Models;
using Personalization.Segments.Predictions.Visits;

namespace Personalization.Segments.Predictions;

/// <summary>How predictions are made.</summary>
/// <param name="HorizonDays">How far ahead orders and money are expected.</param>
/// <param name="YearlyDiscount">By which share money is worth less a year later.</param>
public sealed record PredictionSettings(int HorizonDays = 365, double YearlyDiscount = 0.1);

/// <summary>All that predictions of people are made from: parameters, and what is known of each model's worth. Field names are storage format.</summary>
public sealed record PredictionModel
{
    /// <summary>Nothing has been fitted yet.</summary>
    public static PredictionModel None { get; } = new();

    /// <summary>When it was fitted, UTC; null for never.</summary>
    public DateTimeOffset? FittedAt { get; init; }

    /// <summary>How it was made.</summary>
    public PredictionSettings Settings { get; init; } = new();

    /// <summary>The currency that most orders are in: others are left out. Null before any order, empty where the shop names none.</summary>
    public string? Currency { get; init; }

    /// <summary>When buyers buy again; null where it does not answer.</summary>
    public BgNbd? Timing { get; init; }

    /// <summary>Whether risks of loss are told.</summary>
    public bool TellsChurn { get; init; }

    /// <summary>What for; null where it does not answer.</summary>
    public GammaGamma? Worth { get; init; }

    /// <summary>What people spend on their first order, on average.</summary>
    public double FirstValue { get; init; }

    /// <summary>Whether visits end in orders; null where it does not answer.</summary>
    public LogisticModel? Visits { get; init; }

    /// <summary>Whether the affinity to discounts is told.</summary>
    public bool TellsDiscounts { get; init; }

    /// <summary>One for each model.</summary>
    public ImmutableArray<ModelCard> Cards { get; init; } = [];

    /// <summary>As it is stored.</summary>
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, PredictionCodec.Default.PredictionModel);

    /// <summary>Reads what <see cref="Serialize"/> wrote. Throws <see cref="JsonException"/> for anything else.</summary>
    public static PredictionModel Deserialize(ReadOnlySpan<byte> stored) => JsonSerializer.Deserialize(stored, PredictionCodec.Default.PredictionModel) ?? throw new JsonException("No model");
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(PredictionModel))]
internal sealed partial class PredictionCodec : JsonSerializerContext;
