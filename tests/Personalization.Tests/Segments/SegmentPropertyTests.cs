using FsCheck;
using FsCheck.Fluent;
using Personalization.Profiles;
using Personalization.Profiles.Memberships;
using Personalization.Segments;
using Personalization.Segments.Definitions;
using Personalization.Segments.Population;
using Personalization.Segments.Predictions;

namespace Personalization.Tests.Segments;

public sealed class SegmentPropertyTests
{
    private static readonly ShopNorms Norms = new(
        Person.Noon.AddDays(40), [5.5, 12.25, 30, 60.125], [1, 2, 3, 4],
        ShopNorms.None.Spent.Add("EUR", [20, 40, 80, 120]));

    [Fact]
    [Trait("Feature", "S42")]
    public void Look_AnyRulesAndAnyStream_IncrementallyIsWhatLookingAtAllGives() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(400),
        Prop.ForAll((from rules in RandomRules.Segments from life in RandomLife.Steps select (rules, life)).ToArbitrary(), one =>
        {
            SegmentSet set = SegmentSet.Of(one.rules, "norms");
            Profile profile = new() { Key = PersonKey.User("ana") };
            ProfileMemberships kept = ProfileMemberships.None;
            DateTimeOffset now = Person.Noon;
            foreach (LifeStep step in one.life)
            {
                // The clock looks whenever something is due, and at no other time.
                for (DateTimeOffset until = Clock(one.life, step); kept.NextChange <= until;)
                {
                    now = kept.NextChange!.Value;
                    kept = SegmentRules.Look(set, kept, profile, Facts(profile), new MembershipOccasion("time"), now);
                    Assert.True(kept.NextChange is null || kept.NextChange > now);
                    Same(set, kept, profile, now);
                }
                now = Clock(one.life, step);
                Same(set, kept, profile, now);

                Profile next = ProfileRules.Apply(profile, step.Events).Profile;
                if (!ReferenceEquals(next, profile)) kept = SegmentRules.Look(set, kept, profile, Facts(next), MembershipOccasion.Of(step.Events), now);
                profile = next;
                Same(set, kept, profile, now);
            }
        }));

    private static DateTimeOffset Clock(LifeStep[] life, LifeStep at) =>
        Person.Noon + life.TakeWhile(one => !ReferenceEquals(one, at)).Append(at).Aggregate(TimeSpan.Zero, (sum, one) => sum + one.Passes);

    private static void Same(SegmentSet set, ProfileMemberships kept, Profile profile, DateTimeOffset now)
    {
        if (kept.Rules is null) return;
        ProfileMemberships all = SegmentRules.Look(set, ProfileMemberships.None, profile, Facts(profile), new MembershipOccasion("batch"), now);
        Assert.Equal(all.In.Keys, kept.In.Keys);
        Assert.True(kept.NextChange <= all.NextChange || all.NextChange is null, "The kept time to look again is later than it must be");
    }

    private static PersonFacts Facts(Profile profile) => PersonFacts.Of(profile, Person.Shop, "Europe/Athens") with { Norms = Norms, Predictor = new Guess() };

    private sealed class Guess : IPredictor
    {
        public PersonPredictions Of(Profile profile, DateTimeOffset now) => profile.Orders.IsEmpty ? PersonPredictions.None : new PersonPredictions
        {
            ChurnRisk = (now - profile.Orders[0].PlacedAt).TotalDays / 30, ExpectedOrders = profile.Orders.Length, Alive = 1, Propensity = profile.Interactions.Length % 3,
        };
    }
}
