using System.Text.Json;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Privacy.Enrichment;
using Personalization.Profiles;
using Personalization.Tests.Profiles;

namespace Personalization.Tests.Privacy;

[Trait("Feature", "S19")]
public sealed class EnrichmentTests
{
    private static readonly EnrichmentField[] Fields =
    [
        new("industry", "industry", Purpose.Personalization), new("vip", "score:vip", Purpose.Marketing), new("creditScore", "rating", Purpose.Personalization), new("x", "religion", Purpose.Personalization),
    ];

    private static readonly JsonElement Answer = JsonElement.Parse("""{"industry":"garden","vip":0.8,"creditScore":700,"x":"y","hobby":"golf"}""");

    [Fact]
    public void Choose_OfAnAnswer_TakesWhatWasDeclaredAllowedAndAgreedTo()
    {
        EnrichmentOutcome outcome = Choose("""{"consent:personalization":"granted"}""", Answer);

        Assert.Equal("industry", Assert.Single(outcome.Taken).Key);
        Assert.Equal("rating=forbidden religion=forbidden score:vip=no_consent", string.Join(' ', outcome.LeftOut.Select(one => $"{one.Key}={one.Value}")));
        Assert.Equal("industry score:vip", string.Join(' ', Choose("""{"consent:personalization":"granted","consent:marketing":"granted"}""", Answer).Taken.Keys));
        Assert.Empty(Choose("{}", Answer).Taken);
    }

    [Theory]
    [InlineData("""{"industry":{"a":1}}""", "wrong_type")]
    [InlineData("""{"industry":null}""", "not_said")]
    [InlineData("[]", "not_said")]
    public void Choose_OfNoGoodAnswer_TakesNothing(string answer, string why)
    {
        EnrichmentOutcome outcome = Choose("""{"consent:personalization":"granted"}""", JsonElement.Parse(answer));

        Assert.Empty(outcome.Taken);
        Assert.Equal(why, outcome.LeftOut["industry"]);
    }

    [Fact]
    public void Request_OfAPerson_IsAHashAndNothingElse()
    {
        EnrichmentRequest request = EnrichmentRequest.Of(Told.Profile(Told.Identify("i", 0, """{"email":" Mia@Example.com","phone":"+302101234567"}""")))!;

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("mia@example.com"u8)), request.EmailSha256);
        Assert.Null(EnrichmentRequest.Of(Told.Profile(Told.Identify("i", 0, """{"phone":"+302101234567"}"""))));
    }

    [Fact]
    public void Line_OfWhatWasTaken_SaysWhoBroughtIt()
    {
        ShopEvent shopEvent = EventCodec.Parse(EnrichmentRules.Line(PersonKey.User("u"), "Acme", Choose("""{"consent:personalization":"granted"}""", Answer), Told.Start));

        Trait trait = Told.Profile(shopEvent).Traits["industry"];

        Assert.Equal((TraitOrigin.Inferred, "enrichment", "Acme"), (trait.Origin, trait.Source!.Kind, trait.Source.Id));
    }

    [Theory]
    [Trait("Feature", "S20")]
    [InlineData("enrichment")]
    [InlineData("import")]
    [InlineData("quiz")]
    [InlineData("pos")]
    public void Profiles_WhateverAPortLetsThrough_NeverTakeAForbiddenTrait(string kind)
    {
        ShopEvent shopEvent = EventCodec.Parse(EventCodec.Line(
            new EventDraft("m", EventType.Identify, null, "u", null, Told.Start, Told.Start, kind),
            traits: json =>
            {
                foreach (string trait in new[] { "religion", "healthScore", "score:income", "political_view", "style" }) json.WriteString(trait, "x");
            },
            context: json =>
            {
                json.WriteStartObject("traits");
                json.WriteString("ethnicity", "x");
                json.WriteEndObject();
                new Provenance(kind).Write(json);
            }));

        Assert.Equal("style", Assert.Single(Told.Profile(shopEvent).Traits).Key);
    }

    private static EnrichmentOutcome Choose(string traits, JsonElement answer) =>
        new EnrichmentRules(ForbiddenTraits.Standard, ConsentPolicy.Strict).Choose(Told.Profile(Told.Identify("i", 0, traits)), Fields, answer);
}
