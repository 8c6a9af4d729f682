using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Personalization.Functions.Messages;
using Personalization.Functions.Privacy.Own;

namespace Personalization.Functions.Tests.Privacy;

[Trait("Feature", "S31")]
[Trait("Feature", "S34")]
public sealed class OwnPageTests
{
    private static readonly OwnDataBody Data = new(
        "user_id:ana",
        [
            new OwnTrait("<b>size", JsonElement.Parse("\"<i>M\""), "declared", "quiz <q>", "2026-05-06T12:00:00.000Z", "only for <u>", "a \"gift\""),
            new OwnTrait("mood", JsonElement.Parse("[1,2]"), "inferred", null, "2026-05-06T12:00:00.000Z", null, null),
        ],
        [new OwnProduct("p1", "Tent & <pole>", "2026-05-06T12:00:00.000Z"), new OwnProduct("gone", null, "2026-05-05T12:00:00.000Z")], 3,
        [new OwnSegment("s<1>", "2026-05-06T12:00:00.000Z")], new OwnLists(true, "granted", ["With <it>"], ["Without <it>"]),
        [new OwnMessage("2026-05-06T12:00:00.000Z", "email", "News & <more>")],
        new Dictionary<string, OwnChoice>
        {
            ["personalization"] = new(true, "granted"), ["analytics"] = new(false, null), ["marketing"] = new(true, "subscribed"), ["advertising"] = new(false, null), ["sharing"] = new(false, null),
        },
        new Dictionary<string, bool> { ["email"] = true, ["sms"] = false }, true);

    public static TheoryData<string, string, string> Languages => new()
    {
        { "en", "ltr", "What this shop knows about you, and why" },
        { "el", "ltr", "Τι γνωρίζει το κατάστημα για εσάς και γιατί" },
        { "ka", "ltr", "რა იცის ამ მაღაზიამ თქვენ შესახებ და რატომ" },
        { "ru", "ltr", "Что этот магазин знает о вас и зачем" },
        { "fa", "rtl", "این فروشگاه دربارهٔ شما چه می‌داند و چرا" },
        { "ar", "rtl", "ما يعرفه هذا المتجر عنك ولماذا" },
    };

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Show_EachLanguage_IsWholeAndRunsItsWay(string language, string direction, string title)
    {
        string page = await ShownAsync(language, Data);

        Assert.Contains($"<html lang=\"{language}\" dir=\"{direction}\">", page, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{0}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(OwnTexts.For("en").Names.Order(StringComparer.Ordinal), OwnTexts.For(language + "-XX").Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Show_WhatPeopleAndShopsWrote_IsTextOnly()
    {
        string page = await ShownAsync("en", Data);

        foreach (string written in (string[])["<b>size", "<i>M", "quiz <q>", "only for <u>", "Tent & <pole>", "s<1>", "With <it>", "News & <more>", "a \"gift\""]) Assert.DoesNotContain(written, page, StringComparison.Ordinal);
        Assert.Contains("<bdi>&lt;b&gt;size</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("name=\"trait\" value=\"&lt;b&gt;size\"", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>gone</bdi>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_Controls_HaveNamesAndStates()
    {
        string page = await ShownAsync("en", Data);

        Assert.Equal(page.Split("<input type=\"checkbox\"").Length, page.Split("<label><input type=\"checkbox\"").Length);
        Assert.Contains("name=\"personalization\" value=\"yes\" checked", page, StringComparison.Ordinal);
        Assert.Contains("name=\"analytics\" value=\"yes\">", page, StringComparison.Ordinal);
        Assert.Contains("name=\"channel-email\" value=\"yes\" checked", page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"This is wrong: mood\"", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">", page, StringComparison.Ordinal);
        Assert.Contains("name=\"sure\" value=\"yes\" required", page, StringComparison.Ordinal);
        Assert.Contains("role=\"status\"", page, StringComparison.Ordinal);
        Assert.Contains("Your browser asks", page, StringComparison.Ordinal);
        Assert.Contains("With &lt;it&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_ListsThatAreForAnybody_SayWhyAndShowNoOther()
    {
        string page = await ShownAsync("en", Data with { Lists = new OwnLists(false, "no-consent", null, ["Plain"]) });

        Assert.Contains("you have not agreed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("For you, as it is now", page, StringComparison.Ordinal);
    }

    private static async Task<string> ShownAsync(string language, OwnDataBody data)
    {
        DefaultHttpContext context = new();
        using MemoryStream body = new();
        context.Response.Body = body;
        OwnTexts texts = OwnTexts.For(language);
        await OwnPage.Show(data, "token", texts, PreferenceTexts.For(language), texts["saved"], mayAsk: true).ExecuteAsync(context);
        string policy = context.Response.Headers.ContentSecurityPolicy.ToString();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
