using Personalization.Recommendations;

namespace Personalization.Segments.Definitions;

/// <summary>A group of people who share what a rule asks for.</summary>
/// <param name="Id">1 to 64 letters, digits, - and _. One that a recipe's trigger brings along has a colon in it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Rule">Whom it holds.</param>
/// <param name="Version">Its version; each change makes a new one.</param>
public sealed record SegmentDefinition(string Id, string Name, string Description, Condition Rule, int Version)
{
    /// <summary>
    /// Whether it is one that the shop has named. Others are kept for a recipe alone, which hears of events by itself: of their changes only those
    /// are told that time brings about.
    /// </summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>Whether what its members buy and look at is counted apart, for bestsellers and trends by segment.</summary>
    public bool Bestsellers { get; init; }

    /// <summary>By what people may be sorted by who they are; null where the rule asks for nothing of that kind and says nothing.</summary>
    public LawfulBasis? LawfulBasis { get; init; }

    /// <summary>It, and where its bestsellers are counted its twin (<see cref="CountedSegments"/>), so that members from before are told of too.</summary>
    public IEnumerable<SegmentDefinition> WithTwin() =>
        Bestsellers ? [this, new SegmentDefinition(CountedSegments.TwinOf(Id), Name, "", new SegmentTest(Id), Version) { IsNamed = false }] : [this];
}

/// <summary>What bounds segments.</summary>
public static class SegmentLimits
{
    /// <summary>Segments of a shop.</summary>
    public const int Segments = 500;

    /// <summary>Bytes of a segment's text.</summary>
    public const int Bytes = 16 * 1024;

    /// <summary>Conditions of one rule.</summary>
    public const int Conditions = 100;
}

/// <summary>Segments that another room brings along.</summary>
public interface ISegmentSource
{
    /// <summary>Them, as of a moment ago; the same list as long as nothing has changed.</summary>
    ValueTask<IReadOnlyList<SegmentDefinition>> CurrentAsync(CancellationToken cancellationToken);
}
