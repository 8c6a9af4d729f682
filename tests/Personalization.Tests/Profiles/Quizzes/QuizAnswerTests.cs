using System.Text;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Quizzes;

namespace Personalization.Tests.Profiles.Quizzes;

[Trait("Feature", "S15")]
public sealed class QuizAnswerTests
{
    [Fact]
    public void Answers_OfEachKind_BecomeTheTraitsThatTheQuizDefines()
    {
        QuizStatement said = Asked.Answers("""{"mood":["bright","calm"],"budget":{"from":20,"to":80},"shoes":"42"}""", ",\"language\":\"el-GR\"");

        Assert.Null(said.Problem);
        Assert.Equal(
            [
                "budget={\"from\":20,\"to\":80}", "calm=true", "mood=[\"bright\",\"calm\"]", "size:Shoes=[\"42\"]",
                "taste:style:budget=[{\"said\":\"20-80\",\"weights\":{\"price:20-80\":0.5}}]",
                "taste:style:mood=[{\"said\":\"Φωτεινά\",\"weights\":{\"attribute:colour:red\":0.8,\"brand:Dull\":-0.5}},{\"said\":\"Calm\",\"weights\":{\"category:Home\":0.6}}]",
            ],
            said.Traits.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value.GetRawText()}"));
    }

    [Fact]
    public void Answers_GivenAnew_TakeBackWhatWasSaidBefore()
    {
        Profile profile = Asked.Profile(Asked.Event("""{"mood":["calm"]}"""), Asked.Event("""{"mood":["any"]}""", 1));

        Assert.Equal("any", profile.Traits["mood"].Value.GetString());
        Assert.Equal(JsonValueKind.Null, profile.Traits["calm"].Value.ValueKind);
        Assert.Equal(JsonValueKind.Null, profile.Traits["taste:style:mood"].Value.ValueKind);
    }

    [Fact]
    public void Answers_Null_TakeThemBack()
    {
        QuizStatement said = Asked.Answers("""{"mood":null,"budget":null,"shoes":null}""");

        Assert.Null(said.Problem);
        Assert.All(said.Traits.Values, value => Assert.Equal(JsonValueKind.Null, value.ValueKind));
        Assert.Equal(6, said.Traits.Count);
    }

    [Theory]
    [InlineData("""{"mood":"gloomy"}""", "/answers/mood")]
    [InlineData("""{"mood":["bright","calm","any"]}""", "/answers/mood")]
    [InlineData("""{"mood":{"admin":true}}""", "/answers/mood")]
    [InlineData("""{"email":"me@example.com"}""", "/answers/email")]
    [InlineData("""{"budget":{"from":20,"to":2000}}""", "/answers/budget")]
    [InlineData("""{"budget":{"from":80,"to":20}}""", "/answers/budget")]
    [InlineData("""{"budget":"cheap"}""", "/answers/budget")]
    [InlineData("""{"shoes":["99"]}""", "/answers/shoes")]
    [InlineData("{}", "/answers")]
    [InlineData("[]", "/answers")]
    public void Answers_ThatTheQuizDoesNotOffer_AreRefusedByName(string answers, string pointer)
    {
        QuizStatement said = Asked.Answers(answers);

        Assert.Equal(400, said.Problem!.Status);
        Assert.Equal(pointer, said.Problem.Errors![0].Pointer);
        Assert.Empty(said.Traits);
    }

    [Fact]
    public void Answers_WithAgreement_AreAlsoAConsent()
    {
        Assert.Equal("granted", Asked.Answers("""{"shoes":"42"}""", ",\"agree\":true").Traits["consent:personalization"].GetString());
        Assert.False(Asked.Answers("""{"shoes":"42"}""", ",\"agree\":false").Traits.ContainsKey("consent:personalization"));
    }

    [Fact]
    public void Answers_OfNobodyOrWithMore_AreRefused()
    {
        Assert.Equal("/anonymousId", Read("""{"answers":{"shoes":"42"}}""").Errors![0].Pointer);
        Assert.Equal("/traits", Read("""{"anonymousId":"d","answers":{"shoes":"42"},"traits":{"email":"x"}}""").Errors![0].Pointer);
        Assert.Equal("invalid-answers", Read("no").Code);
        Assert.Equal("invalid_text", Read("""{"anonymousId":"\udc00"}""").Errors![0].Code);
    }

    [Fact]
    [Trait("Feature", "S31")]
    public void Line_OfAnswers_SaysWhereTheyComeFromAndWhatFor()
    {
        ShopEvent shopEvent = Asked.Event("""{"shoes":"42"}""");

        Assert.Equal((EventType.Identify, "d", null), (shopEvent.Type, shopEvent.AnonymousId, shopEvent.UserId));
        Assert.Equal(new Provenance("quiz", "style", Purpose: "Only to choose for you", Origin: "declared"), Provenance.Of(shopEvent));
        Assert.Equal(TraitOrigin.Declared, Asked.Profile(shopEvent).Traits["size:Shoes"].Origin);
    }

    private static Problem Read(string body) => QuizStatements.Read(Asked.Quiz, Encoding.UTF8.GetBytes(body)).Problem!;
}
