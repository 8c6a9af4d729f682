using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Tests.Profiles;

/// <summary>Generated histories, and ways to bring one to a profile.</summary>
internal static class Histories
{
    private static readonly Gen<Act> Acts =
        from kind in Gen.Choose(0, Act.Kinds - 1)
        from second in Gen.Choose(0, 12)
        from what in Gen.Choose(0, 5)
        from amount in Gen.Choose(0, 9)
        from device in Gen.Choose(0, (2 * Act.Devices) - 1)
        select new Act(kind, second, what, amount, device);

    /// <summary>Runs a property over histories and seeds; the same ones in every run, shrunk when it fails.</summary>
    public static void Hold(Action<Act[], int> property)
    {
        Gen<(Act[] Acts, int Seed)> histories = from acts in Acts.ArrayOf() from seed in Gen.Choose(0, 1_000_000) select (acts, seed);
        Replay same = new(new Rnd(20260304, 1), FSharpOption<int>.None);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(150).WithEndSize(60).WithReplay(FSharpOption<Replay>.Some(same)),
            Prop.ForAll(Arb.ToArbitrary(histories, one => Shorter(one.Acts).Select(fewer => (fewer, one.Seed))), one => property(one.Acts, one.Seed)));
    }

    public static Profile User(string id = "u") => new() { Key = PersonKey.User(id) };

    /// <summary>All parts of the stored form.</summary>
    public static string Bytes(Profile profile) =>
        System.Text.Encoding.UTF8.GetString(ProfileCodec.Serialize(profile)) + "\n" + Convert.ToHexString(ProfileCodec.SerializeSeen(profile))
        + "\n" + Convert.ToHexString(profile.Timeline.Packed.Span);

    /// <summary>The profile as it comes back from a store.</summary>
    public static Profile Stored(Profile profile) => ProfileCodec.Deserialize(ProfileCodec.Serialize(profile), ProfileCodec.SerializeSeen(profile), profile.Timeline.Packed);

    public static Profile Applied(Profile profile, IEnumerable<ShopEvent> events) => ProfileRules.Apply(profile, events, Act.Signer).Profile;

    /// <summary>Some of the events twice, all in some order.</summary>
    public static ShopEvent[] Disordered(IEnumerable<ShopEvent> events, Random chance)
    {
        ShopEvent[] all = [.. events.SelectMany(one => Enumerable.Repeat(one, chance.Next(3) == 0 ? 2 : 1))];
        chance.Shuffle(all);
        return all;
    }

    /// <summary>Batches of some size each.</summary>
    public static IEnumerable<ShopEvent[]> Cut(ShopEvent[] events, Random chance)
    {
        for (int at = 0; at < events.Length;)
        {
            int next = Math.Min(events.Length, at + chance.Next(1, Math.Max(2, events.Length / 3)));
            yield return events[at..next];
            at = next;
        }
    }

    private static IEnumerable<Act[]> Shorter(Act[] acts)
    {
        for (int size = acts.Length / 2; size > 0; size /= 2)
            for (int at = 0; at + size <= acts.Length; at += size)
                yield return [.. acts[..at], .. acts[(at + size)..]];
    }
}
