using System.Text;
using Personalization.Privacy.Requests;
using Personalization.Profiles;

namespace Personalization.Tests.Privacy;

[Trait("Feature", "S30")]
public sealed class ShopifyPrivacyTests
{
    private const string Customer = """{"shop_id":954889,"shop_domain":"a.myshopify.com","customer":{"id":191167,"email":"John@example.com","phone":"+302101234567"},"data_request":{"id":9999}}""";

    [Theory]
    [InlineData("customers/data_request", PrivacyKind.Export)]
    [InlineData("customers/redact", PrivacyKind.Erase)]
    public void Read_OfACustomersTopic_NamesTheCustomerInEveryWay(string topic, PrivacyKind kind)
    {
        PrivacyWish wish = ShopifyPrivacy.Read(topic, Encoding.UTF8.GetBytes(Customer)).Wish!;

        Assert.Equal((kind, false), (wish.Kind, wish.Suppress));
        Assert.Equal([PersonKey.User("191167"), PersonKey.Parse("email:john@example.com")!.Value, PersonKey.Parse("phone:+302101234567")!.Value], wish.Keys);
        Assert.Equal(["John@example.com", "+302101234567"], wish.Addresses);
    }

    [Fact]
    public void Read_OfShopRedact_IsAShopAndNoWish()
    {
        ShopPrivacyReading reading = ShopifyPrivacy.Read("shop/redact", """{"shop_id":1,"shop_domain":"a.myshopify.com"}"""u8.ToArray());

        Assert.Equal(("a.myshopify.com", null, null), (reading.Shop, reading.Wish, reading.Problem));
    }

    [Theory]
    [InlineData("orders/create", Customer, "unknown")]
    [InlineData("customers/redact", "{}", "missing")]
    [InlineData("customers/redact", """{"customer":{"email":""}}""", "missing")]
    [InlineData("customers/redact", "[1]", "not_json")]
    [InlineData("shop/redact", "{}", "missing")]
    public void Read_OfWhatNamesNobody_SaysWhatIsWrong(string topic, string body, string code) =>
        Assert.Equal(code, ShopifyPrivacy.Read(topic, Encoding.UTF8.GetBytes(body)).Problem!.Errors![0].Code);

    [Fact]
    public void IsSigned_OfABody_GoesByAnyOfTheSecretsAndEveryByte()
    {
        byte[][] secrets = [Encoding.UTF8.GetBytes("new"), Encoding.UTF8.GetBytes("hush")];
        // printf '{"a":1}' | openssl dgst -sha256 -hmac hush -binary | base64
        const string Signature = "3+Yq/TpwjqJ7IXuMq8EfED7b+y0XbokqOKLUdagDxMI=";

        Assert.True(ShopifyPrivacy.IsSigned("""{"a":1}"""u8, Signature, secrets));
        Assert.False(ShopifyPrivacy.IsSigned("""{"a":2}"""u8, Signature, secrets));
        Assert.False(ShopifyPrivacy.IsSigned("""{"a":1}"""u8, Signature, [secrets[0]]));
        Assert.False(ShopifyPrivacy.IsSigned("""{"a":1}"""u8, "", secrets));
        Assert.False(ShopifyPrivacy.IsSigned("""{"a":1}"""u8, Signature[..8], secrets));
        Assert.False(ShopifyPrivacy.IsSigned("""{"a":1}"""u8, Signature, []));
    }
}
