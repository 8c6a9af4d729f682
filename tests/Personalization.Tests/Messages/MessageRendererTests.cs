using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Messages;
using Personalization.Messages.Templates;

namespace Personalization.Tests.Messages;

public sealed class MessageRendererTests
{
    private readonly MessageRenderer renderer = new();

    private static MessageTemplate Template(string subject, string? html, string text, string language = "en", params (string Tag, TemplateVariant Variant)[] more) => new(
        "t", MessagePurpose.Marketing, "news", language,
        more.Append((Tag: language, Variant: new TemplateVariant(subject, html, text))).ToImmutableSortedDictionary(one => one.Tag, one => one.Variant, StringComparer.OrdinalIgnoreCase));

    private RenderedMessage Render(MessageTemplate template, string model = "{}", string? language = null)
    {
        Rendering rendering = renderer.Render(template, JsonElement.Parse(model), language);
        Assert.Null(rendering.Problem);
        return rendering.Message!;
    }

    [Fact]
    [Trait("Feature", "S105")]
    public void Render_Values_AreEscapedInHtmlAndPlainInText()
    {
        RenderedMessage message = Render(
            Template("For {{name}}", "<p title=\"{{name}}\">{{name}} {{default city 'the <city>'}}</p>", "{{name}}"),
            """{"name":"<b onload='x'>&\"A`=\r\nBcc: all@shop"}""");
        Assert.Contains("&lt;b onload&#x3D;&#x27;x&#x27;&gt;&amp;&quot;A&#x60;&#x3D;", message.Html, StringComparison.Ordinal);
        Assert.Contains("the &lt;city&gt;", message.Html, StringComparison.Ordinal);
        Assert.StartsWith("<b onload='x'>&\"A`=", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(message.Subject, char.IsControl);
    }

    [Fact]
    public void Render_ValuesMissing_NamesEachOfThem()
    {
        Rendering rendering = renderer.Render(Template("{{subjectName}}", "{{#each items}}{{title}}{{/each}}", "{{a.b}} {{#if nothing}}x{{/if}}"), JsonElement.Parse("""{"items":[{}],"a":{}}"""), null);
        Assert.Null(rendering.Message);
        Assert.Equal(("missing-values", 422), (rendering.Problem!.Code, rendering.Problem.Status));
        Assert.Equal(["/model/b", "/model/subjectName", "/model/title"], rendering.Problem.Errors!.Select(error => error.Pointer));
    }

    [Fact]
    public void Render_ValueWithTheMarksOfMissingOnes_IsAValue() => Assert.Equal(" x ", Render(Template("s", null, "{{a}}"), """{"a":"\uE000x\uE001"}""").Text);

    [Theory]
    [InlineData("el-GR", "el", "ltr")]
    [InlineData("FA-IR", "fa", "rtl")]
    [InlineData("ar-Latn", "ar-Latn", "ltr")]
    [InlineData("ar-EG", "ar", "rtl")]
    [InlineData("ka", "ka", "ltr")]
    [InlineData("ru-x-shop", "ru", "ltr")]
    [InlineData("de", "en", "ltr")]
    [InlineData(null, "en", "ltr")]
    public void Render_Language_FallsBackToTheNearestAndKnowsItsDirection(string? reader, string language, string direction)
    {
        MessageTemplate template = Template("s", "<p>x</p>", "en", "en", [.. new[] { "el", "fa", "ar", "ar-Latn", "ka", "ru" }.Select(tag => (tag, new TemplateVariant(tag, "<p>x</p>", tag)))]);
        RenderedMessage message = Render(template, language: reader);
        Assert.Equal((language, language, direction), (message.Language, message.Text, message.Direction));
        Assert.Contains($"<html lang=\"{language}\" dir=\"{direction}\">", message.Html, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Feature", "S106")]
    [Trait("Feature", "S111")]
    public void Render_Recommendations_AreABlockWithSafeLinks()
    {
        const string Model = """{"recommendations":[{"title":"Shoe & sock","url":"https://shop.example/a?b=1","price":19.90},{"title":"Bad","url":"javascript:alert(1)"}]}""";
        RenderedMessage message = Render(Template("s", "{{> recommendations}}", "{{> recommendations}}"), Model);
        Assert.Contains("Shoe &amp; sock", message.Html, StringComparison.Ordinal);
        Assert.Contains("19.90", message.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", message.Html + message.Text, StringComparison.Ordinal);
        Assert.Contains("* Shoe & sock 19.90\n  https://shop.example/a?b=1", message.Text, StringComparison.Ordinal);
        Assert.Equal("", Render(Template("s", null, "{{> recommendations}}")).Text);
    }

    [Fact]
    public void Render_LoopWithoutEnd_IsStoppedAtTheLimit()
    {
        string items = string.Join(',', Enumerable.Repeat("1", 1000));
        Rendering rendering = renderer.Render(Template("s", null, "{{#each a}}{{#each ../a}}{{this}}xxxxxxxxxxxxxxxxxxxx{{/each}}{{/each}}"), JsonElement.Parse($$"""{"a":[{{items}}]}"""), null);
        Assert.Equal("message-too-long", rendering.Problem!.Code);
    }

    [Theory]
    [InlineData("{{{name}}}", "/variants/en/html")]
    [InlineData("{{~{name}~}}", "/variants/en/html")]
    [InlineData("{{& name}}", "/variants/en/html")]
    [InlineData("{{#if a}}", "/variants/en/html")]
    [InlineData("<SCRIPT>x</SCRIPT>", "/variants/en/html")]
    [InlineData("{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{#if a}}{{/if}}{{/if}}{{/if}}{{/if}}{{/if}}", "/variants/en/html")]
    public void Read_UnusableHtml_NamesIt(string html, string pointer)
    {
        string json = JsonSerializer.Serialize(new { purpose = "marketing", defaultLanguage = "en", variants = new { en = new { subject = "s", html, text = "t" } } });
        TemplateReading reading = new TemplateReader(renderer).Read("t", System.Text.Encoding.UTF8.GetBytes(json));
        Assert.Equal(pointer, Assert.Single(reading.Problem!.Errors!).Pointer);
    }

    [Theory]
    [InlineData("""{"purpose":"ad","defaultLanguage":"en","variants":{"en":{"text":"x"}}}""", "/purpose")]
    [InlineData("""{"purpose":"marketing","defaultLanguage":"el","variants":{"en":{"text":"x"}}}""", "/defaultLanguage")]
    [InlineData("""{"purpose":"marketing","defaultLanguage":"en","variants":{"en":{"subject":"x"}}}""", "/variants/en/text")]
    [InlineData("""{"purpose":"marketing","list":"a b","defaultLanguage":"en","variants":{"en":{"text":"x"}}}""", "/list")]
    public void Read_Unusable_NamesIt(string json, string pointer) =>
        Assert.Equal([pointer], new TemplateReader(renderer).Read("t", System.Text.Encoding.UTF8.GetBytes(json)).Problem!.Errors!.Select(error => error.Pointer));

    [Theory]
    [Trait("Feature", "S107")]
    [InlineData("Hi {{default firstName 'you'}}", 1)]
    [InlineData("Hi {{firstName}}, {{#each cart.items}}{{title}}{{/each}}", 0)]
    [InlineData("Hi {{> recommendations}}", 0)]
    public void Read_OnlyAName_IsTakenWithAWarning(string text, int warnings)
    {
        string json = JsonSerializer.Serialize(new { purpose = "marketing", defaultLanguage = "en", variants = new { en = new { text } } });
        TemplateReading reading = new TemplateReader(renderer).Read("t", System.Text.Encoding.UTF8.GetBytes(json));
        Assert.NotNull(reading.Template);
        Assert.Equal(warnings, reading.Warnings.Count);
    }
}
