using System.Text;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Preferences;
using Personalization.Recommendations;
using Personalization.Tests.Recommendations;

namespace Personalization.Tests.Profiles.Preferences;

[Trait("Feature", "S17")]
public sealed class ChoiceTests
{
    private static readonly CatalogSnapshot Shop = World.Snapshot(
    [
        .. from category in new[] { "Home", "Garden", "Kitchen" } from brand in new[] { "Ekko", "Foxtrot", "Golf" }
           select World.Product($"{category}-{brand}", category) with { Brand = brand, Attributes = new Dictionary<string, string> { ["colour"] = brand == "Golf" ? "red" : "blue" } },
    ]);

    private static readonly PreferenceOffer Offer = PreferenceOffer.Of(Shop);

    [Fact]
    public void Next_SamePersonAndShop_IsTheSameQuestion()
    {
        Assert.Equal(Next(Nobody("d")), Next(Nobody("d")));
        Assert.Contains(Enumerable.Range(0, 20).Select(n => Next(Nobody("d" + n))), question => question != Next(Nobody("d")));
    }

    [Fact]
    public void Next_AfterAnswers_AsksOfOtherKindsAndNeverTheSamePair()
    {
        Profile profile = Nobody("d");
        HashSet<string> asked = [];
        for (int round = 0; round < 9; round++)
        {
            ChoiceQuestion question = Next(profile);
            Assert.True(asked.Add($"{question.A} {question.B}"));
            Assert.Equal(round, question.Slot);
            Assert.Equal(question.A.Kind, question.B.Kind);
            profile = Answered(profile, question, "a", round);
        }
        Assert.Equal(["brand", "category", "product"], asked.Select(one => one.Split(':')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Choices_MoreThanThereAreSlots_ReplaceTheOldest()
    {
        Profile profile = Nobody("d");
        for (int round = 0; round < ChoiceRules.Slots + 3; round++)
            profile = Answered(profile, new ChoiceQuestion(ChoiceRules.Next(profile, Shop, Offer)?.Slot ?? throw new InvalidOperationException("No question"), new("brand", "Ekko"), new("brand", "Golf")), "a", round);

        Assert.Equal(ChoiceRules.Slots, profile.Traits.Count);
        Assert.Equal(ChoiceRules.Slots, ChoiceRules.Made(profile).Count);
    }

    [Fact]
    public void Choice_OfABrand_MovesTheNextList()
    {
        Profile before = Nobody("d"), after = Answered(before, new ChoiceQuestion(0, new("brand", "Golf"), new("brand", "Ekko")), "a", 0);
        RecommendationContext context = World.Context(Shop, profile: after);

        RecommendationAnswer answer = Recommender.Recommend(new RecommendationRequest("for_you", null, 3, true), context);

        Assert.All(context.Ids(answer.Items).Split(' '), id => Assert.EndsWith("Golf", id, StringComparison.Ordinal));
        Assert.Equal("Because you chose Golf", Explainer.ShopperText(answer.Items[0], context.Shelf));
    }

    [Fact]
    public void Choice_OfAProduct_SpeaksForWhatTheTwoDifferIn()
    {
        string weights = string.Join(' ', ChoiceRules.Weights(new("product", "Home-Golf"), new("product", "Home-Ekko"), Shop).Select(one => $"{one.Form}={one.Weight}"));

        Assert.Equal("brand:Golf=0.3 attribute:colour:red=0.3 brand:Ekko=-0.15 attribute:colour:blue=-0.15", weights.Replace(',', '.'));
    }

    [Fact]
    public void Line_OfAChoice_IsAnEventWithItsSource()
    {
        ShopEvent shopEvent = Chosen(Nobody("d"), new ChoiceQuestion(3, new("brand", "Golf"), new("brand", "Ekko")), "b", 0);

        Assert.Equal((EventNames.PreferenceChosen, "brand:Ekko"), (shopEvent.Event, shopEvent.Properties.GetProperty("chosen").GetString()));
        Assert.Equal("choice", Provenance.Of(shopEvent)!.Kind);
        Assert.Equal("taste:choice:03", Assert.Single(Histories.Applied(Nobody("d"), [shopEvent]).Traits.Keys));
    }

    [Theory]
    [InlineData("""{"anonymousId":"d","questionId":"nonsense","chosen":"a"}""", "/questionId")]
    [InlineData("""{"anonymousId":"d","questionId":"{gone}","chosen":"a"}""", "/questionId")]
    [InlineData("""{"anonymousId":"d","questionId":"{slot}","chosen":"a"}""", "/questionId")]
    [InlineData("""{"anonymousId":"d","questionId":"{good}","chosen":"c"}""", "/chosen")]
    [InlineData("""{"anonymousId":"d","questionId":"{good}"}""", "/chosen")]
    [InlineData("""{"questionId":"{good}","chosen":"a"}""", "/anonymousId")]
    [InlineData("""{"anonymousId":"d","questionId":"{good}","chosen":"a","traits":{}}""", "/traits")]
    public void Choices_ThatAreNone_AreRefusedByField(string body, string pointer)
    {
        string Id(int slot, string other) => ChoiceStatements.IdOf(new ChoiceQuestion(slot, new("brand", "Golf"), new("brand", other)));
        body = body.Replace("{good}", Id(0, "Ekko"), StringComparison.Ordinal).Replace("{gone}", Id(0, "Zulu"), StringComparison.Ordinal).Replace("{slot}", Id(99, "Ekko"), StringComparison.Ordinal);

        Assert.Equal(pointer, ChoiceStatements.Read(Encoding.UTF8.GetBytes(body), Shop, Offer).Problem!.Errors![0].Pointer);
    }

    [Fact]
    public void Next_ShopWithNothingToChoose_IsNone() => Assert.Null(ChoiceRules.Next(Nobody("d"), World.Snapshot(World.Product("only")), PreferenceOffer.Of(World.Snapshot(World.Product("only")))));

    private static ChoiceQuestion Next(Profile profile) => ChoiceRules.Next(profile, Shop, Offer)!;

    private static Profile Nobody(string device) => new() { Key = PersonKey.Anonymous(device) };

    private static Profile Answered(Profile profile, ChoiceQuestion question, string chosen, int minute) => Histories.Applied(profile, [Chosen(profile, question, chosen, minute)]);

    private static ShopEvent Chosen(Profile profile, ChoiceQuestion question, string chosen, int minute)
    {
        ChoiceReading reading = ChoiceStatements.Read(
            Encoding.UTF8.GetBytes($$"""{"anonymousId":"{{profile.Key.Id}}","questionId":"{{ChoiceStatements.IdOf(question)}}","chosen":"{{chosen}}"}"""), Shop, Offer);
        Assert.Null(reading.Problem);
        return EventCodec.Parse(ChoiceStatements.Line(reading, Shop, "to choose", Told.Start.AddMinutes(minute)));
    }
}
