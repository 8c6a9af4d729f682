using System.Text;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Messages.Preferences;
using Personalization.Profiles;
using Personalization.Profiles.Preferences;
using Personalization.Tests.Profiles;
using Personalization.Tests.Recommendations;

namespace Personalization.Tests.Messages.Preferences;

[Trait("Feature", "S16")]
public sealed class PreferenceTests
{
    private static readonly CatalogSnapshot Shop = World.Snapshot(
        World.Product("a", "Shoes / Boots") with { Brand = "Ekko", Attributes = new Dictionary<string, string> { ["sizes"] = "41;42;9" } },
        World.Product("b", "Shoes / Boots") with { Brand = "Golf", Attributes = new Dictionary<string, string> { ["size"] = "10" } },
        World.Product("guide", "Guides") with { Attributes = new Dictionary<string, string> { ["kind"] = "content" } });

    private static readonly PreferenceOffer Offer = PreferenceOffer.Of(Shop);

    [Fact]
    public void Offer_OfACatalog_IsWhatItsProductsHave()
    {
        Assert.Equal("Shoes|Shoes / Boots", string.Join('|', Offer.Categories));
        Assert.Equal("Ekko|Golf", string.Join('|', Offer.Brands));
        Assert.Equal("9|10|41|42", string.Join('|', Offer.Sizes["Shoes / Boots"]));
    }

    [Fact]
    [Trait("Feature", "S13")]
    public void Choices_SaidAndReadAgain_AreTheSame()
    {
        PreferenceChoices said = Read("""{"categories":["Shoes"],"brands":["Golf"],"sizes":{"Shoes / Boots":["41","42"]},"price":{"from":10,"to":80.5},"frequency":"weekly","channels":{"email":true,"sms":false}}""").Choices;

        Profile profile = Said(new Profile { Key = PersonKey.User("u") }, said, 0);

        Assert.Empty(said.ChangesFrom(PreferenceChoices.Of(profile)));
        Assert.Equal(
            "preference:brands preference:categories preference:frequency preference:price size:Shoes / Boots subscription:email subscription:sms", string.Join(' ', profile.Traits.Keys));
        Assert.Equal(("preferences", "what for"), (profile.Traits[DeclaredNames.Price].Source!.Kind, profile.Traits[DeclaredNames.Price].Source!.Purpose));
    }

    [Fact]
    public void Choices_NotNamed_StayAndNullsAreTakenBack()
    {
        PreferenceChoices first = Read("""{"categories":["Shoes"],"brands":["Golf"],"sizes":{"Shoes / Boots":["41"]},"price":{"to":80},"frequency":"weekly"}""").Choices;

        PreferenceChoices next = PreferenceReader.Read("""{"brands":[],"sizes":{"Shoes / Boots":null},"price":null,"frequency":null}"""u8.ToArray(), first, Offer).Choices;

        Assert.Equal("Shoes", Assert.Single(next.Categories));
        Assert.True(next.Brands.IsEmpty && next.Sizes.IsEmpty);
        Assert.Equal((null, null, null), (next.PriceFrom, next.PriceTo, next.Frequency));
        Profile profile = Said(Said(new Profile { Key = PersonKey.User("u") }, first, 0), next, 1);
        Assert.Equal("categories", Assert.Single(PreferenceChoices.Of(profile).ChangesFrom(new PreferenceChoices())).Key[DeclaredNames.Preference.Length..]);
    }

    [Theory]
    [InlineData("""{"categories":["Cars"]}""", "/categories")]
    [InlineData("""{"brands":"Golf"}""", "/brands")]
    [InlineData("""{"sizes":{"Shoes / Boots":["99"]}}""", "/sizes")]
    [InlineData("""{"sizes":{"Cars":["41"]}}""", "/sizes")]
    [InlineData("""{"price":{"from":9,"to":1}}""", "/price/to")]
    [InlineData("""{"frequency":"hourly"}""", "/frequency")]
    [InlineData("""{"channels":{"email":"yes"}}""", "/channels/email")]
    [InlineData("""{"channels":{"fax":true}}""", "/channels/fax")]
    [InlineData("""{"email":"a@b.gr"}""", "/email")]
    public void Choices_ThatTheShopDoesNotOffer_AreRefusedByField(string body, string pointer) => Assert.Equal(pointer, Read(body).Problem!.Errors![0].Pointer);

    [Fact]
    public void Choices_UnsubscribingByPreference_AreTheConsentsThatMessagesAsk()
    {
        Profile profile = Said(new Profile { Key = PersonKey.User("u") }, Read("""{"channels":{"email":false}}""").Choices, 0);

        Assert.Equal("unsubscribed", profile.Traits["subscription:email"].Value.GetString());
    }

    private static PreferenceReading Read(string body) => PreferenceReader.Read(Encoding.UTF8.GetBytes(body), new PreferenceChoices(), Offer);

    private static Profile Said(Profile profile, PreferenceChoices choices, int minute) => Histories.Applied(
        profile, [EventCodec.Parse(PreferenceChoices.Line(profile.Key, choices.ChangesFrom(PreferenceChoices.Of(profile)), "what for", Told.Start.AddMinutes(minute)))]);
}
