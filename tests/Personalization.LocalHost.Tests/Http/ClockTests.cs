using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Personalization.LocalHost.Hosting;
using Personalization.LocalHost.Tests.Hosting;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Http;

/// <summary>The clock that is moved by hand.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task Advance_PastADueTime_EndsTheWait()
    {
        MovableClock clock = new();
        Task first = Task.Delay(TimeSpan.FromDays(2), clock), second = Task.Delay(TimeSpan.FromDays(20), clock);

        clock.Advance(TimeSpan.FromDays(2));

        await first;
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromDays(18));
        await second;
    }

    [Fact]
    public async Task Advance_APeriodicTimer_FiresAndStaysPeriodic()
    {
        MovableClock clock = new();
        using PeriodicTimer timer = new(TimeSpan.FromHours(1), clock);
        for (int hour = 0; hour < 3; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            Assert.True(await timer.WaitForNextTickAsync());
        }
    }

    [Fact]
    public async Task Clock_MovedOverHttp_IsWhatFunctionsSee()
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), null, "--LocalHost:MovableClock=true");
        DateTimeOffset before = await host.Client.GetFromJsonAsync<DateTimeOffset>("/now");

        JsonElement answer = await (await host.AdminAsync(HttpMethod.Post, "/admin/host/clock?advance=P3DT2H")).Content.ReadFromJsonAsync<JsonElement>();

        Assert.True(answer.GetProperty("now").GetDateTimeOffset() >= before.AddHours(74));
        Assert.True(await host.Client.GetFromJsonAsync<DateTimeOffset>("/now") >= before.AddHours(74));
    }

    [Theory]
    [InlineData("true", "?advance=-PT1H", HttpStatusCode.BadRequest)]
    [InlineData("true", "?advance=P400D", HttpStatusCode.BadRequest)]
    [InlineData("true", "?advance=soon", HttpStatusCode.BadRequest)]
    [InlineData("true", "", HttpStatusCode.BadRequest)]
    [InlineData("false", "?advance=PT1H", HttpStatusCode.Conflict)]
    public async Task Clock_MovedAmiss_IsRefused(string movable, string query, HttpStatusCode expected)
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), null, $"--LocalHost:MovableClock={movable}");

        Assert.Equal(expected, (await host.AdminAsync(HttpMethod.Post, "/admin/host/clock" + query)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.PostAsync("/admin/host/clock" + query, null)).StatusCode);
    }

    [Fact]
    public async Task Clock_GivenByATest_Stays()
    {
        ManualTimeProvider own = new(DateTimeOffset.UnixEpoch);
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), builder => builder.Services.AddSingleton<TimeProvider>(own), "--LocalHost:MovableClock=true");

        Assert.Equal(DateTimeOffset.UnixEpoch, await host.Client.GetFromJsonAsync<DateTimeOffset>("/now"));
    }

    public sealed class Functions(TimeProvider time)
    {
        [Function("Now")]
        public IResult Now([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "now")] HttpRequest request) => Results.Json(time.GetUtcNow());
    }
}
