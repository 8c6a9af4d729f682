using System.Text.Json;
using Personalization.Messages;
using Personalization.Messages.Templates;

namespace Personalization.Tests.Messages;

/// <summary>The templates that come along can be sent as they are.</summary>
[Trait("Feature", "S92")]
public sealed class ShippedTemplateTests
{
    private static readonly string[] Spoken = ["ar", "el", "en", "fa", "ka", "ru"];

    private static readonly JsonElement Model = JsonElement.Parse("""
        {"unsubscribeUrl":"https://shop.example/u/1","traits":{"firstName":"Ana"},"orderId":"o1","delay":{"missed":false,"due":"2026-06-09"},"coupon":"CODE","percent":"10","total":"20.00 EUR","cartUrl":"https://shop.example/cart",
         "items":[{"productId":"p","title":"A & B","url":"https://shop.example/p","image":"https://shop.example/p.jpg","price":"20.00 EUR","quantity":2,"care":"Wash by hand","fitting":"Turn left"}],
         "recommendations":[{"productId":"q","title":"Beside it","url":"https://shop.example/q"}]}
        """);

    public static TheoryData<string> Ids => [.. ShippedTemplates.Ids];

    [Fact]
    public void Ids_OfTheJourneys_AreThere() => Assert.Superset(
        new HashSet<string>(["cart-reminder", "cart-incentive", "order-thank-you", "order-care", "order-review", "order-accessory", "order-replenish", "order-delayed"]), ShippedTemplates.Ids.ToHashSet());

    [Theory]
    [MemberData(nameof(Ids))]
    public void Template_InEachLanguage_IsWhole(string id)
    {
        MessageRenderer renderer = new();
        TemplateReading reading = new TemplateReader(renderer).Read(id, ShippedTemplates.Find(id)!);
        Assert.Null(reading.Problem);
        Assert.Empty(reading.Warnings);
        MessageTemplate template = reading.Template!;
        Assert.Superset(Spoken.ToHashSet(), template.Variants.Keys.ToHashSet());
        foreach (string language in template.Variants.Keys)
        {
            Rendering rendering = renderer.Render(template, Model, language);
            Assert.Null(rendering.Problem);
            RenderedMessage message = rendering.Message!;
            Assert.Equal(language is "fa" or "ar" ? "rtl" : "ltr", message.Direction);
            Assert.NotEmpty(message.Subject);
            bool wayOut = message.Html!.Contains("https://shop.example/u/1", StringComparison.Ordinal) && message.Text.Contains("https://shop.example/u/1", StringComparison.Ordinal);
            Assert.Equal(template.Purpose is MessagePurpose.Marketing, wayOut);
        }
    }

    [Fact]
    public void Find_OneThatDoesNotComeAlong_IsNothing() => Assert.Null(ShippedTemplates.Find("nobody"));
}
