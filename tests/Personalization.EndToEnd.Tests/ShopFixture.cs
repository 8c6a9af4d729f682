using System.Net;
using System.Text;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>An emulator and the app as a process, shared by the tests that do not end them.</summary>
public sealed class ShopFixture : IAsyncLifetime
{
    private AzuriteProcess? azurite;
    private AppProcess? app;

    internal AppProcess App => app ?? throw new InvalidOperationException("The app has not been started");

    public HttpClient Client => App.Client;

    public async Task InitializeAsync()
    {
        azurite = await AzuriteProcess.StartAsync();
        app = await AppProcess.StartAsync(azurite.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        if (azurite is not null) await azurite.DisposeAsync();
    }

    /// <summary>The profile, or null while there is none.</summary>
    public Task<JsonElement?> ProfileAsync(string id) => App.JsonAsync($"/v1/profiles/{Uri.EscapeDataString(id)}");
}

/// <summary>Tests that share one app and emulator.</summary>
[CollectionDefinition(Name)]
public sealed class ShopCollection : ICollectionFixture<ShopFixture>
{
    public const string Name = "Shop";
}

internal static class AppCalls
{
    /// <summary>A JSON answer, or null for 404.</summary>
    public static async Task<JsonElement?> JsonAsync(this AppProcess app, string path)
    {
        using HttpResponseMessage answer = await app.Client.GetAsync(path);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
    }

    public static Task<HttpResponseMessage> PostAsync(this AppProcess app, string path, string body, string type = "application/json") =>
        app.Client.PostAsync(path, new StringContent(body, Encoding.UTF8, type));
}
