using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Personalization.LocalHost.Durable;
using Personalization.LocalHost.Tests.Hosting;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Durable;

/// <summary>Durable functions in a host, by attributes and over HTTP.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class DurableFunctionTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Api = "/runtime/webhooks/durabletask";

    private TestHost host = null!;

    public async Task InitializeAsync() => host = await TestHost.StartAsync(
        typeof(Functions),
        builder => builder.Configuration["FunctionsKeys:System:durabletask_extension"] = "system-key",
        "--AzureWebJobsStorage", azurite.ConnectionString, "--AzureFunctionsJobHost:extensions:durableTask:hubName", azurite.UniqueName("hub"));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Functions_StartedByAClient_RunByTheirAttributes()
    {
        string answer = await host.Client.GetStringAsync("/greet/Ada");

        Assert.Equal("Hello Ada of greet-Ada, Greeter", answer);
    }

    [Fact]
    public async Task Management_OfOneInstance_StartsSteersAndPurges()
    {
        JsonElement started = await SendAsync(HttpMethod.Post, "/orchestrators/Waiter/w-1", HttpStatusCode.Accepted, new { Table = 7 });
        Assert.EndsWith("/instances/w-1", started.GetProperty("statusQueryGetUri").GetString(), StringComparison.Ordinal);
        await SendAsync(HttpMethod.Post, "/orchestrators/Waiter/w-1", HttpStatusCode.Conflict);
        await SendAsync(HttpMethod.Post, "/instances/w-1/suspend?reason=x", HttpStatusCode.Accepted);
        JsonElement status = await SendAsync(HttpMethod.Get, "/instances/w-1", HttpStatusCode.Accepted);
        Assert.Equal(("Suspended", 7), (status.GetProperty("runtimeStatus").GetString(), status.GetProperty("input").GetProperty("table").GetInt32()));
        await SendAsync(HttpMethod.Post, "/instances/w-1/resume", HttpStatusCode.Accepted);
        await SendAsync(HttpMethod.Delete, "/instances/w-1", HttpStatusCode.NotFound);
        await SendAsync(HttpMethod.Post, "/instances/w-1/raiseEvent/order", HttpStatusCode.Accepted, "soup");

        status = await SendAsync(HttpMethod.Get, "/instances/w-1", HttpStatusCode.OK);
        Assert.Equal(("Completed", "soup"), (status.GetProperty("runtimeStatus").GetString(), status.GetProperty("output").GetString()));
        await SendAsync(HttpMethod.Post, "/instances/w-1/raiseEvent/order", HttpStatusCode.Gone, "more");
        Assert.Equal(1, (await SendAsync(HttpMethod.Delete, "/instances/w-1", HttpStatusCode.OK)).GetProperty("instancesDeleted").GetInt32());
        await SendAsync(HttpMethod.Get, "/instances/w-1", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Management_OfMany_ListsAndPurgesByStatus()
    {
        for (int i = 0; i < 3; i++) await SendAsync(HttpMethod.Post, $"/orchestrators/Waiter/l-{i}", HttpStatusCode.Accepted);
        await SendAsync(HttpMethod.Post, "/instances/l-1/terminate?reason=closed", HttpStatusCode.Accepted);

        JsonElement running = await SendAsync(HttpMethod.Get, "/instances?runtimeStatus=Running,Pending&top=5", HttpStatusCode.OK);
        Assert.Equal(["l-0", "l-2"], running.EnumerateArray().Select(one => one.GetProperty("instanceId").GetString()));
        await SendAsync(HttpMethod.Get, "/instances?runtimeStatus=Sleeping", HttpStatusCode.BadRequest);
        Assert.Equal(1, (await SendAsync(HttpMethod.Delete, "/instances?runtimeStatus=Terminated", HttpStatusCode.OK)).GetProperty("instancesDeleted").GetInt32());
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("system-key", HttpStatusCode.OK)]
    [InlineData(TestHost.MasterKey, HttpStatusCode.OK)]
    public async Task Management_ByKey_OpensForMasterAndSystem(string? key, HttpStatusCode expected) =>
        Assert.Equal(expected, (await host.Client.GetAsync($"{Api}/instances?code={key}")).StatusCode);

    [Fact]
    public async Task Management_OfAnAppWithoutOrchestrators_IsNotThere()
    {
        await using TestHost plain = await TestHost.StartAsync(typeof(NoFunctions));

        Assert.Equal(HttpStatusCode.NotFound, (await plain.AdminAsync(HttpMethod.Get, $"{Api}/instances")).StatusCode);
    }

    [Fact]
    public async Task Host_StartedAgain_GoesOnWhereItWas()
    {
        string hub = azurite.UniqueName("hub");
        string[] args = ["--AzureWebJobsStorage", azurite.ConnectionString, "--AzureFunctionsJobHost:extensions:durableTask:hubName", hub];
        await using (TestHost first = await TestHost.StartAsync(typeof(Functions), null, args))
        {
            await Client(first).ScheduleNewOrchestrationInstanceAsync("Waiter", null, new StartOrchestrationOptions("again"));
            await Client(first).WaitForInstanceStartAsync("again");
        }

        await using TestHost second = await TestHost.StartAsync(typeof(Functions), null, args);
        await Client(second).RaiseEventAsync("again", "order", "tea");

        Assert.Equal("tea", (await Client(second).WaitForInstanceCompletionAsync("again", true)).ReadOutputAs<string>());
    }

    private static LocalDurableTaskClient Client(TestHost host) => host.Host.Services.GetRequiredService<DurableHost>().Client;

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpStatusCode expected, object? body = null)
    {
        using HttpResponseMessage answer = await host.AdminAsync(method, Api + path, body is null ? null : JsonContent.Create(body));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{method} {path}: {answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    public static class NoFunctions
    {
    }

    public static class Functions
    {
        [Function("Greet")]
        public static async Task<string> GreetAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet/{name}")] HttpRequest request, string name, [DurableClient] DurableTaskClient client)
        {
            await client.ScheduleNewOrchestrationInstanceAsync("Greeter", name, new StartOrchestrationOptions($"greet-{name}"), request.HttpContext.RequestAborted);
            return (await client.WaitForInstanceCompletionAsync($"greet-{name}", true, request.HttpContext.RequestAborted)).ReadOutputAs<string>()!;
        }

        [Function("Greeter")]
        public static async Task<string> GreeterAsync([OrchestrationTrigger] TaskOrchestrationContext context, string name) =>
            $"{await context.CallActivityAsync<string>("Say", name)}, {context.Name}";

        [Function("SayHello")]
        public static string Say([ActivityTrigger(Activity = "Say")] string name, string instanceId, TaskActivityContext context) =>
            context.InstanceId == instanceId ? $"Hello {name} of {instanceId}" : "";

        [Function("Waiter")]
        public static Task<string> WaitAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("order");
    }
}
