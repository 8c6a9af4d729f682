using System.Runtime.InteropServices;
using Personalization.Profiles;
using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations;

/// <summary>What a visitor did, as steps that a session model reads: visit by visit, with how long each product was stayed with.</summary>
internal sealed class VisitorSteps
{
    private const int MostSteps = 50;
    private const long Silence = 30 * 60;

    // Requests know the time by the hour.
    private const long Hour = 60 * 60;

    private readonly List<(int Row, InteractionKind Kind, long? Second)> told = [];
    private readonly List<SessionStep> shaped = [];
    private int visitStart;

    /// <summary>The newest steps, oldest first.</summary>
    public ReadOnlySpan<SessionStep> Shaped => CollectionsMarshal.AsSpan(shaped);

    public void Clear()
    {
        told.Clear();
        shaped.Clear();
        visitStart = 0;
    }

    /// <summary>Adds a step that is newer than all before it.</summary>
    /// <param name="row">The model's number of the product.</param>
    /// <param name="kind">What was done; what models do not learn from is left out.</param>
    /// <param name="second">When, in seconds since 1970; null for now.</param>
    public void Add(int row, InteractionKind kind, long? second)
    {
        InteractionKind? learned = kind switch
        {
            InteractionKind.Scan => InteractionKind.View,
            InteractionKind.WishlistAdd => InteractionKind.CartAdd,
            InteractionKind.View or InteractionKind.CartAdd or InteractionKind.Purchase => kind,
            _ => null,
        };
        if (learned is { } known) told.Add((row, known, second));
    }

    /// <summary>What comes now belongs to the current visit, what was before does not.</summary>
    public void EndVisit() => visitStart = told.Count;

    /// <summary>Makes steps of what was told.</summary>
    /// <param name="visitKnown">True when <see cref="EndVisit"/> has said where the current visit begins; else it is found by the clock.</param>
    /// <param name="now">Seconds since 1970.</param>
    public void Shape(bool visitKnown, long now)
    {
        if (!visitKnown) visitStart = VisitStart(now);
        for (int place = Math.Max(0, told.Count - MostSteps); place < told.Count; place++)
        {
            (int row, InteractionKind kind, long? second) = told[place];
            uint? stay = place + 1 < told.Count && told[place + 1].Second - second is { } seconds and >= 0 and <= Silence ? (uint)seconds : null;
            shaped.Add(SessionStep.Of(row, kind, stay, place < visitStart));
        }
    }

    private int VisitStart(long now)
    {
        int start = told.Count;
        for (long next = now + Hour, gap = Hour + Silence; start > 0 && next - (told[start - 1].Second ?? next) <= gap; gap = Silence) next = told[--start].Second ?? next;
        return start;
    }
}
