using System.Text;
using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Profiles;
using Personalization.Profiles.Pos;

namespace Personalization.Tests.Profiles.Pos;

[Trait("Feature", "S11")]
public sealed class PhoneListTests
{
    private static readonly PhoneLinks Links = new(new TextSigner(PhoneLinks.Use, ["the key of the tests"]));

    private static readonly PhoneList List = Made("""{"store":{"id":"athens-1","name":"Αθήνα"},"products":["tent","pegs","tent"]}""");

    [Fact]
    public void Token_OfAList_SaysItAll()
    {
        PhoneList read = Links.Read(Links.Sign(List))!;

        Assert.Equal((List.Store, List.Until), (read.Store, read.Until));
        Assert.Equal("tent pegs", string.Join(' ', read.Products));
        Assert.Equal(new DateOnly(2026, 1, 31), read.Until);
    }

    [Fact]
    public void Token_MadeElsewhereOrForSomethingElse_IsNotBelieved()
    {
        string token = Links.Sign(List), text = new TextSigner(PhoneLinks.Use, ["the key of the tests"]).Read(token)!;

        Assert.Null(Links.Read(new TextSigner(PhoneLinks.Use, ["another key, just as long"]).Sign(text)));
        Assert.Null(Links.Read(new TextSigner("unsubscribe/1", ["the key of the tests"]).Sign(text)));
        Assert.Null(Links.Read(token[..^2]));
        Assert.Null(Links.Read(""));
        Assert.Null(Links.Read("not a token"));
    }

    [Fact]
    public void Lines_OpenedAgainByTheSameDevice_AreTheSameEvents()
    {
        string token = Links.Sign(List);
        ShopEvent[] Opened(string device, int minute) => [.. List.Lines(token, device, Told.Start.AddMinutes(minute)).Select(EventCodec.Parse)];

        Assert.Equal(Opened("d", 0).Select(one => one.MessageId), Opened("d", 5).Select(one => one.MessageId));
        Assert.NotEqual(Opened("d", 0)[0].MessageId, Opened("e", 0)[0].MessageId);
        Assert.All(Opened("d", 0), one => Assert.Equal((EventNames.ProductAddedToWishlist, "scanned in store"), (one.Event, one.Properties.GetProperty("wishlist_name").GetString())));
        Profile profile = Histories.Applied(new Profile { Key = PersonKey.Anonymous("d") }, [.. Opened("d", 0), .. Opened("d", 5)]);
        Assert.Equal(["pegs", "tent"], profile.Interactions.Where(one => one.Kind is InteractionKind.WishlistAdd).Select(one => one.ProductId).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"store":{"id":"x"}}""", "/products")]
    [InlineData("""{"store":{"id":"x"},"products":[]}""", "/products")]
    [InlineData("""{"store":{"id":"x"},"products":["a\nb"]}""", "/products")]
    [InlineData("""{"products":["a"]}""", "/store")]
    [InlineData("""{"store":{"id":"x"},"products":["a"],"url":"http://evil"}""", "/url")]
    public void Requests_ThatAreWrong_AreRefusedByField(string body, string pointer) =>
        Assert.Equal(pointer, PhoneLinks.Request(Encoding.UTF8.GetBytes(body), Told.Start).Problem!.Errors![0].Pointer);

    private static PhoneList Made(string body) => PhoneLinks.Request(Encoding.UTF8.GetBytes(body), Told.Start).List!;
}
