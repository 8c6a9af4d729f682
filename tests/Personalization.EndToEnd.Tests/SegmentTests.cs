using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>Segments from their definition to the people in them.</summary>
[Collection(ShopCollection.Name)]
public sealed class SegmentTests(ShopFixture shop)
{
    [Fact]
    [Trait("Feature", "S37")]
    [Trait("Feature", "S42")]
    [Trait("Feature", "S50")]
    [Trait("Feature", "S52")]
    public async Task Put_Segment_HoldsThoseWhoDidBeforeAndAfter()
    {
        await SendAsync("segmented-early", "seg-tent");
        await Eventually.TrueAsync("the early shopper's profile", async () => await shop.ProfileAsync("user_id:segmented-early") is not null);

        using (HttpResponseMessage wrong = await PutAsync("seg-saw", "name: Saw\nrule:\n  sa: seg-tent"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Contains("did you mean saw?", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (HttpResponseMessage stored = await PutAsync("seg-saw", "name: Saw the tent\nrule:\n  saw: seg-tent\n  within: 30d")) Assert.Equal("\"1\"", stored.Headers.ETag?.Tag);
        using (HttpResponseMessage blind = await PutAsync("seg-saw", "name: Saw\nrule:\n  saw: seg-tent")) Assert.Equal(HttpStatusCode.PreconditionRequired, blind.StatusCode);
        await Eventually.TrueAsync("the pass to find the early shopper", async () => await IsInAsync("segmented-early"));
        await SendAsync("segmented-late", "seg-tent");
        await SendAsync("segmented-other", "seg-sock");
        await Eventually.TrueAsync("the late shopper's event", async () => await IsInAsync("segmented-late"));

        await Eventually.TrueAsync("the event of the entry", async () => await shop.ProfileAsync("user_id:segmented-late") is { } late && late.GetProperty("eventCounts").TryGetProperty("Segment Entered", out _));
        JsonElement members = (await shop.App.JsonAsync("/v1/segments/seg-saw/members"))!.Value;
        Assert.Contains("user_id:segmented-early", members.GetProperty("members").EnumerateArray().Select(one => one.GetString()));
        JsonElement funnel = (await shop.App.JsonAsync("/v1/segments/seg-saw/funnel"))!.Value;
        Assert.True(funnel.GetProperty("funnel")[0].GetProperty("viewed").GetInt64() >= 1);
        using HttpResponseMessage counted = await shop.App.PostAsync("/v1/segments/count", """{"rule":{"segment":"seg-saw"}}""");
        JsonElement count = JsonElement.Parse(await counted.Content.ReadAsByteArrayAsync());
        Assert.True(count.GetProperty("exact").GetBoolean());
        Assert.True(count.GetProperty("count").GetInt64() >= 1);
        Assert.Equal(count.GetProperty("count").GetInt64(), await CountAsync("""{"rule":{"saw":"seg-tent","within":"30d"}}"""));
        Assert.Equal(0, await CountAsync("""{"rule":{"saw":"seg-nobody-saw-this","within":"30d"}}"""));

        string csv = await FileAsync("csv", "text/csv"), lines = await FileAsync("ndjson", "application/x-ndjson");
        Assert.StartsWith("id,user_id,anonymous_id\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("user_id:segmented-early,segmented-early,\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("""{"id":"user_id:segmented-early","userId":"segmented-early"}""" + "\n", lines, StringComparison.Ordinal);
        using HttpResponseMessage unknown = await shop.Client.GetAsync("/v1/segments/seg-saw/members?format=xlsx");
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (unknown.StatusCode, unknown.Content.Headers.ContentType!.MediaType));
        Assert.False(await IsInAsync("segmented-other"));
    }

    private async Task<long> CountAsync(string rule)
    {
        using HttpResponseMessage counted = await shop.App.PostAsync("/v1/segments/count", rule);
        return JsonElement.Parse(await counted.Content.ReadAsByteArrayAsync()).GetProperty("count").GetInt64();
    }

    private async Task<string> FileAsync(string format, string type)
    {
        using HttpResponseMessage file = await shop.Client.GetAsync("/v1/segments/seg-saw/members?format=" + format);
        Assert.Equal((type, $"seg-saw.{format}"), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.FileName!.Trim('"')));
        return await file.Content.ReadAsStringAsync();
    }

    private async Task<bool> IsInAsync(string user) =>
        await shop.App.JsonAsync($"/v1/profiles/user_id:{user}/segments") is { } found && found.GetProperty("segments").EnumerateArray().Any(one => one.GetProperty("id").GetString() == "seg-saw");

    private Task<HttpResponseMessage> PutAsync(string id, string text) => shop.Client.PutAsync($"/v1/segments/{id}", new StringContent(text, Encoding.UTF8, "application/yaml"));

    private async Task SendAsync(string user, string product)
    {
        using HttpResponseMessage sent = await shop.App.PostAsync("/v1/track", $$$"""{"messageId":"{{{user}}}","userId":"{{{user}}}","event":"Product Viewed","properties":{"product_id":"{{{product}}}"}}""");
        sent.EnsureSuccessStatusCode();
    }
}
