using Personalization.Profiles;
using Personalization.Profiles.Identity;
using static Personalization.Tests.Profiles.Histories;

namespace Personalization.Tests.Profiles.Identity;

/// <summary>Merges can be made in any order and undone at any time: over 10,000 histories, byte for byte.</summary>
public sealed class MergePropertyTests
{
    private const int Runs = 10_000;

    [Trait("Feature", "S06")]
    [Fact]
    public void Merge_AnyHistory_OrderNeverMattersNothingIsLostAndUndoingRestoresAllSides()
    {
        int merges = 0, kept = 0;
        Parallel.For(0, Runs, seed =>
        {
            MergeHistory history = new(seed);
            foreach (JoinedPerson person in history.People) Same(history.Expected(person), person.View, seed);
            Interlocked.Add(ref kept, history.People.Sum(person => person.Identity.Merges.Length));
            Interlocked.Add(ref merges, history.Merges);

            history.UndoAll();

            foreach (JoinedPerson person in history.People) Same(history.Alone(person.Root), person.View, seed);
        });
        // The histories are no idle ones: merges were made, many undone along the way, many still in force at the end.
        Assert.InRange(merges, Runs, 10 * Runs);
        Assert.InRange(kept, Runs / 2, merges - 1000);
    }

    private static void Same(Profile expected, Profile actual, int seed)
    {
        if (Bytes(expected) != Bytes(actual)) Assert.Fail($"Seed {seed}, {expected.Key}:\n{Bytes(expected)}\n{Bytes(actual)}");
    }
}
