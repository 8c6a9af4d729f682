using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Personalization.LocalHost.Tests.Hosting;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Http;

public sealed class AnswerTests : IAsyncLifetime
{
    private readonly LogCollector logs = new();
    private TestHost host = null!;

    public async Task InitializeAsync() => host = await TestHost.StartAsync(typeof(AnswerFunctions), builder => logs.AddTo(builder.Logging));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("/result", HttpStatusCode.Created, "application/json", "{\"name\":\"cup\"}")]
    [InlineData("/task", HttpStatusCode.OK, "text/plain", "text")]
    [InlineData("/valuetask", HttpStatusCode.OK, "application/json", "{\"firstName\":\"Ada\"}")]
    [InlineData("/nothing", HttpStatusCode.OK, null, "")]
    [InlineData("/void", HttpStatusCode.Accepted, null, "by hand")]
    public async Task Return_Value_BecomesTheAnswer(string path, HttpStatusCode status, string? mediaType, string body)
    {
        using HttpResponseMessage response = await host.Client.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/throws")]
    [InlineData("/throwslate")]
    public async Task Function_Throws_Answers500WithoutDetailsAndLogsThem(string path)
    {
        using HttpResponseMessage response = await host.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(response.Headers.ETag);
        Assert.Contains(logs.Entries, entry => entry.Exception?.Message == "secret" && entry.Text.Contains("Functions.Throws", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Function_ThrowsInMidAnswer_BreaksTheConnection() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => host.Client.GetStringAsync("/half"));

    [Fact]
    public async Task Function_PastItsTimeout_IsCancelledAndAnswers500()
    {
        ManualTimeProvider time = new(DateTimeOffset.UnixEpoch);
        await using TestHost timed = await TestHost.StartAsync(
            typeof(AnswerFunctions), builder => builder.Services.AddSingleton<TimeProvider>(time), "--AzureFunctionsJobHost:functionTimeout=00:01:00");
        Task<HttpResponseMessage> asked = timed.Client.GetAsync("/forever");
        await Eventually.TrueAsync("a timer", () => Task.FromResult(time.WaitingTimers > 0));

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(asked.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));

        using HttpResponseMessage response = await asked;
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public async Task Outputs_OnProperties_AreWrittenAndHttpResultAnswers()
    {
        using HttpResponseMessage response = await host.Client.GetAsync("/multi");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(["first: one", "second: 2"], host.Host.Services.GetRequiredService<TestLog>().Entries);
    }

    [Fact]
    public async Task Output_OnTheMethod_TakesTheReturnedValue()
    {
        using HttpResponseMessage response = await host.Client.GetAsync("/output");

        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Equal(["whole: sent"], host.Host.Services.GetRequiredService<TestLog>().Entries);
    }

    [Fact]
    public async Task Output_NotWritable_Answers500() => Assert.Equal(HttpStatusCode.InternalServerError, (await host.Client.GetAsync("/unwritable")).StatusCode);
}
