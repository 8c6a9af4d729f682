using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>Calls of a shop to its app that must be answered with yes, and the waiting for what they begin.</summary>
internal sealed class ShopCalls(Func<AppProcess> app)
{
    public Task<JsonElement> PostAsync(string path, string body, string type = "application/json") => SendAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, type));

    public Task<JsonElement> PutAsync(string path, string body, string type = "application/json") => SendAsync(HttpMethod.Put, path, new StringContent(body, Encoding.UTF8, type));

    public Task<JsonElement> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public Task<JsonElement> FormAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(one => KeyValuePair.Create(one.Name, one.Value))));

    public async Task<JsonElement> GetAsync(string path) => await app().JsonAsync(path) ?? throw new InvalidOperationException($"There is nothing at {path}");

    /// <summary>What is there; null for nothing, or nothing yet.</summary>
    public async Task<JsonElement?> TryAsync(string path)
    {
        using HttpResponseMessage answer = await app().Client.GetAsync(path);
        if (answer.StatusCode is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.Conflict) return null;
        return JsonElement.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
    }

    public Task<JsonElement> TrackAsync(string who, string name, string properties = "") => PostAsync("/v1/track", $$"""{ {{who}},"event":"{{name}}","properties":{ {{properties}} } }""");

    /// <summary>The profile as soon as it is as wished.</summary>
    public Task<JsonElement> ProfileAsync(string id, Func<JsonElement, bool>? wish = null) => Eventually.SomeAsync($"the profile {id}", async () =>
        await app().JsonAsync($"/v1/profiles/{Uri.EscapeDataString(id)}") is { } found && (wish is null || wish(found)) ? found : (JsonElement?)null);

    public Task ImportAsync(string kind, string mapping, string csv) => ImportAsync(kind, new MultipartFormDataContent
    {
        { new StringContent(mapping), "mapping" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "file", "people.csv" },
    });

    public Task ImportAsync(string kind, string csv) => ImportAsync(kind, new StringContent(csv, Encoding.UTF8, new MediaTypeHeaderValue("text/csv")));

    /// <summary>A call whatever comes of it.</summary>
    public Task<HttpResponseMessage> AnyAsync(string path) => app().Client.GetAsync(path);

    /// <inheritdoc cref="AnyAsync"/>
    public Task<HttpResponseMessage> AnyPostAsync(string path, string body) => app().PostAsync(path, body);

    /// <summary>Lets a timer's function run now.</summary>
    public Task<JsonElement> RunAsync(string function) => PostAsync($"/admin/functions/{function}", """{"input":""}""");

    /// <summary>A request about a person, to its end.</summary>
    /// <param name="body">The request.</param>
    /// <param name="meanwhile">Done as soon as it is under way.</param>
    public async Task<JsonElement> PrivacyAsync(string body, Func<Task>? meanwhile = null)
    {
        string id = (await PostAsync("/v1/privacy/requests", body)).GetProperty("id").GetString()!;
        if (meanwhile is not null)
        {
            await Eventually.TrueAsync("the request to begin", async () => (await GetAsync($"/v1/privacy/requests/{id}")).GetProperty("state").GetString() is not ("queued" or "blocking"));
            await meanwhile();
        }
        return await EndOfAsync($"/v1/privacy/requests/{id}");
    }

    private async Task ImportAsync(string kind, HttpContent content) =>
        await EndOfAsync("/v1/imports/" + (await SendAsync(HttpMethod.Post, "/v1/imports/" + kind, content)).GetProperty("importId").GetString());

    private Task<JsonElement> EndOfAsync(string path) => Eventually.SomeAsync(
        path, async () => await GetAsync(path) is var found && found.GetProperty("state").GetString() is "done" or "failed" ? found : (JsonElement?)null);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using HttpRequestMessage request = new(method, path) { Content = content };
        using HttpResponseMessage answer = await app().Client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return text.StartsWith('{') ? JsonElement.Parse(text) : default;
    }
}
