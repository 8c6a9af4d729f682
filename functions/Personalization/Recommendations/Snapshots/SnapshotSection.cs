namespace Personalization.Recommendations.Snapshots;

/// <summary>Parts of a snapshot. Numbers are storage format.</summary>
internal enum SnapshotSection
{
    Name = 1,
    BuiltAtAndEvents = 2,
    ProductIds = 3,
    ProductIdEnds = 4,
    ProductSlots = 5,
    LakeNames = 6,
    LakeLengths = 7,
    RepeatShare = 8,
    Bought = 10,
    Together = 20,
    Viewed = 30,
    SessionStarts = 40,
    SessionProducts = 41,
    SessionLast = 42,
    SessionEarlier = 43,
    SessionBiases = 44,
    SessionBlend = 46,
    SessionScales = 47,
    SessionCounts = 48,
    SessionNewest = 49,
}
