using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Recommendations;

/// <summary>A way to say what comes next in a visit. Used by one thread.</summary>
internal interface ISessionMethod
{
    /// <summary>How reports name it: one word, in the way of file names.</summary>
    string Name { get; }

    /// <summary>Size of what it would be loaded from; known once it is built.</summary>
    long SnapshotBytes { get; }

    /// <summary>How long it takes to load the snapshot, in milliseconds; NaN where there is nothing to load.</summary>
    double LoadMilliseconds => double.NaN;

    /// <summary>Learns. The log is not kept longer than the method needs it.</summary>
    void Build(ShoppingLog log);

    /// <summary>Writes the likely next products, best first, and says how many.</summary>
    /// <param name="session">The visit so far, oldest first, as places in the log's products; -1 for a product the log does not know.</param>
    /// <param name="best">Room for the answer.</param>
    int Predict(ReadOnlySpan<int> session, Span<int> best);
}
