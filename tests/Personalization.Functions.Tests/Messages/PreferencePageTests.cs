using Microsoft.AspNetCore.Http;
using Personalization.Functions.Messages;
using Personalization.Messages;
using Personalization.Messages.Unsubscribing;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Messages;

public sealed class PreferencePageTests
{
    [Theory]
    [InlineData("en", "ltr", "Your messages")]
    [InlineData("el", "ltr", "Τα μηνύματά σας")]
    [InlineData("ka", "ltr", "თქვენი შეტყობინებები")]
    [InlineData("ru", "ltr", "Ваши сообщения")]
    [InlineData("fa", "rtl", "پیام‌های شما")]
    [InlineData("ar", "rtl", "رسائلك")]
    public async Task Show_EachLanguage_IsWholeAndRunsItsWay(string language, string direction, string title)
    {
        PreferenceTexts texts = PreferenceTexts.For(language + "-XX");
        string page = await TextAsync(PreferencePage.Show(new UnsubscribeTarget(PersonKey.User("ana"), MessageChannel.Webhook, "a<b"), Letters.Yes, "token", texts, saved: true));
        Assert.Contains($"<html lang=\"{language}\" dir=\"{direction}\">", page, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>a&lt;b</bdi>", page, StringComparison.Ordinal);
        Assert.Contains("name=\"email\" value=\"yes\" checked", page, StringComparison.Ordinal);
        Assert.Contains("name=\"sms\" value=\"yes\">", page, StringComparison.Ordinal);
        Assert.Equal(5, page.Split("<label>").Length - 1);
        Assert.DoesNotContain("{0}", page, StringComparison.Ordinal);
        Assert.Equal(5, texts.Names.Length);
    }

    [Theory]
    [InlineData("ar", "ar-EG", "fa-IR")]
    [InlineData("fa", "fa_IR", null)]
    [InlineData("el", null, "de", "el-GR", "en")]
    [InlineData("el", "xx", "el-GR")]
    [InlineData("en", null, "de")]
    [InlineData("en", "", null)]
    public void For_LocaleThenBrowser_TakesTheFirstThatThereIs(string expected, params string?[] wanted) =>
        Assert.Equal(expected, PreferenceTexts.For(wanted).Language);

    private static async Task<string> TextAsync(IResult result)
    {
        DefaultHttpContext context = new();
        using MemoryStream body = new();
        context.Response.Body = body;
        await result.ExecuteAsync(context);
        Assert.Contains("form-action 'self'", context.Response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }
}
