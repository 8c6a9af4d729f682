using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Personalization.Journeys;
using Personalization.Journeys.Carts;
using Personalization.Profiles;
using static Personalization.Tests.Journeys.CartHistory;

namespace Personalization.Tests.Journeys;

/// <summary>What holds for any shopper, whenever the journey happens to look.</summary>
[Trait("Feature", "S92")]
public sealed class CartRulePropertyTests
{
    private static readonly string[] Kinds = ["+a", "+b", "+c", "-a", "-b", "order", "no", "yes"];

    [Fact]
    public void Next_OfAnyHistory_SaysNothingWrongAndNothingTwice()
    {
        Gen<(int, int)[]> histories = Gen.Zip(Gen.Choose(0, Kinds.Length - 1), Gen.Choose(1, 1500)).Select(pair => (pair.Item1, pair.Item2)).ArrayOf(12);
        Replay same = new(new Rnd(20260501, 1), FSharpOption<int>.None);
        int sent = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(FSharpOption<Replay>.Some(same)),
            Prop.ForAll(Arb.ToArbitrary(histories), history => sent += Hold(history)));
        Assert.True(sent > 200, $"Only {sent} messages in all histories");
    }

    private static int Hold((int Kind, int Pause)[] history)
    {
        List<(double Minute, string What)> acts = [(0, "+a")];
        foreach ((int kind, int pause) in history) acts.Add((acts[^1].Minute + pause, Kinds[kind]));
        AbandonedCartState state = new("u:u", "", Start);
        HashSet<string> said = [];
        for (double minute = 17; minute < acts[^1].Minute + 6000; minute += 211)
        {
            Profile known = Shopper(acts.Where(act => act.Minute <= minute));
            JourneyTurn<AbandonedCartState> turn = AbandonedCartRules.Next(state, Facts(known), At(minute));
            foreach (SendMessage message in turn.Acts.OfType<SendMessage>())
            {
                Assert.True(said.Add($"{turn.State.Round}/{message.Step}"), "A step was done twice in a round");
                Assert.Contains("subscribed", known.Traits["subscription:email"].Value.GetString(), StringComparison.Ordinal);
                Assert.NotEqual("unsubscribed", known.Traits["subscription:email"].Value.GetString());
                (double last, _) = acts.Last(act => act.Minute <= minute && act.What[0] is '+' or '-');
                Assert.True(minute >= last + 60, "The cart had just been changed");
                Assert.DoesNotContain(acts, act => act.What == "order" && act.Minute >= last && act.Minute <= minute);
            }
            if (turn.WaitUntil is { } until) Assert.True(until > At(minute));
            Assert.DoesNotContain(AbandonedCartRules.Next(turn.State, Facts(known), At(minute)).Acts, act => act is SendMessage);
            state = turn.End is null ? turn.State : new AbandonedCartState("u:u", "", At(minute)) { Steps = turn.State.Steps, SentAt = turn.State.SentAt };
        }
        return said.Count;
    }
}
