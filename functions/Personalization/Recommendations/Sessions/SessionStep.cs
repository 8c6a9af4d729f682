using Personalization.Profiles;

namespace Personalization.Recommendations.Sessions;

/// <summary>One step of a visit: what was done with a product, and how long the shopper stayed with it.</summary>
/// <param name="Product">The product's number.</param>
/// <param name="Slot">Kind, stay and visit of the step as one number below <see cref="Slots"/>: what a step weighs depends on it.</param>
public readonly record struct SessionStep(int Product, byte Slot)
{
    /// <summary>How many slots there are: kinds times stays, and again for earlier visits.</summary>
    public const int Slots = 2 * Kinds * Stays;

    internal const int Kinds = 8;
    internal const int Stays = 4;
    private const uint ShortStay = 10;
    private const uint LongStay = 60;

    /// <summary>A step of which only the product is known: a view of unknown length in the current visit.</summary>
    public SessionStep(int product) : this(product, SlotOf(InteractionKind.View, 0, false)) { }

    /// <summary>A step with all that is known of it.</summary>
    /// <param name="product">The product's number.</param>
    /// <param name="kind">What was done.</param>
    /// <param name="seconds">Seconds until the next step; null when unknown, as for the newest step.</param>
    /// <param name="earlier">True when it belongs to an earlier visit.</param>
    public static SessionStep Of(int product, InteractionKind kind, uint? seconds, bool earlier) =>
        new(product, SlotOf(kind, StayOf(seconds), earlier));

    internal static int KindOf(int slot) => slot / Stays % Kinds;

    internal static int StayOf(int slot) => slot % Stays;

    internal static bool IsEarlier(int slot) => slot >= Kinds * Stays;

    private static int StayOf(uint? seconds) => seconds switch { null => 0, < ShortStay => 1, < LongStay => 2, _ => 3 };

    private static byte SlotOf(InteractionKind kind, int stay, bool earlier) =>
        (byte)((((earlier ? Kinds : 0) + ((int)kind % Kinds)) * Stays) + stay);
}

/// <summary>A product with how much speaks for it; comparable within one prediction.</summary>
/// <param name="Product">The product's number.</param>
/// <param name="Score">In <see cref="SessionModel.Unit"/>ths of a unit of log-odds.</param>
public readonly record struct ScoredProduct(int Product, int Score);
