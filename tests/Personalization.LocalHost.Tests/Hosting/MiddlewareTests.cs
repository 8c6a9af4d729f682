using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Tests.Hosting;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middleware_InOrder_StandsAroundEveryFunction()
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), builder =>
        {
            builder.UseMiddleware<Outer>();
            builder.UseMiddleware((context, next) => Record(context, "inner", next));
            builder.UseWhen(context => context.FunctionDefinition.Name == "Fire", (context, next) => Record(context, "fire only", next));
            builder.UseWhen<HttpOnly>(context => context.GetHttpContext() is not null);
        });

        Assert.Equal("changed by middleware", await host.Client.GetStringAsync("/hello"));
        await host.AdminAsync(HttpMethod.Post, "/admin/functions/Fire?wait=true");

        Assert.Equal(
            ["outer>", "inner>", "http>", "run", "<http", "<inner", "<outer", "outer>", "inner>", "fire only>", "fired", "<fire only", "<inner", "<outer"],
            Seen(host));
    }

    [Fact]
    public async Task Middleware_ThatDoesNotGoOn_AnswersItself()
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), builder => builder.UseMiddleware((context, _) =>
        {
            context.GetInvocationResult().Value = Results.StatusCode(StatusCodes.Status451UnavailableForLegalReasons);
            return Task.CompletedTask;
        }));

        Assert.Equal(HttpStatusCode.UnavailableForLegalReasons, (await host.Client.GetAsync("/hello")).StatusCode);
    }

    [Fact]
    public async Task Invoker_FunctionThrows_ThrowsWhatItThrowsAndLogsItOnce()
    {
        LogCollector logs = new();
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), builder => logs.AddTo(builder.Logging));
        FunctionDescriptor function = host.Host.Services.GetRequiredService<FunctionRegistry>().Find("Fails")!.Function;

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Host.Services.GetRequiredService<IFunctionInvoker>()
            .InvokeAsync(function, new TriggerInput("x", new Dictionary<string, object?>()), CancellationToken.None));

        Assert.Single(logs.Entries, entry => entry is { Level: LogLevel.Error, Category: "Function.Fails", Exception: InvalidOperationException });
    }

    [Fact]
    public async Task Context_OfATrigger_HasATraceAndAScopeOfItsOwn()
    {
        ConcurrentQueue<Scoped> scopes = new();
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), builder => builder.Services.AddScoped(_ =>
        {
            Scoped scoped = new();
            scopes.Enqueue(scoped);
            return scoped;
        }));

        await host.AdminAsync(HttpMethod.Post, "/admin/functions/Context?wait=true");
        await host.AdminAsync(HttpMethod.Post, "/admin/functions/Context?wait=true");

        string[] seen = Seen(host);
        Assert.Equal(2, seen.Length);
        Assert.All(seen, entry => Assert.StartsWith("no request, 00-", entry, StringComparison.Ordinal));
        Assert.NotEqual(seen[0], seen[1]);
        Assert.All(seen, entry => Assert.EndsWith("disposed False", entry, StringComparison.Ordinal));
        Assert.Equal([true, true], scopes.Select(scope => scope.Disposed));
    }

    private static string[] Seen(TestHost host) =>
        [.. host.Host.Services.GetRequiredService<TestLog>().Entries.Where(entry => !entry.StartsWith("started", StringComparison.Ordinal))];

    private static async Task Record(FunctionContext context, string name, Func<Task> next)
    {
        TestLog log = context.InstanceServices.GetRequiredService<TestLog>();
        log.Entries.Enqueue($"{name}>");
        await next();
        log.Entries.Enqueue($"<{name}");
    }

    internal sealed class Outer : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            context.Items["from"] = "middleware";
            await Record(context, "outer", () => next(context));
            if (context.GetHttpContext() is not null) context.GetInvocationResult().Value = $"changed by {context.GetInvocationResult().Value}";
        }
    }

    internal sealed class HttpOnly : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => Record(context, "http", () => next(context));
    }

    internal sealed class Scoped : IDisposable
    {
        public bool Disposed { get; private set; }

        public void Dispose() => Disposed = true;
    }

    internal sealed class Functions(TestLog log)
    {
        [Function("Hello")]
        public string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello")] HttpRequest request, FunctionContext context)
        {
            log.Entries.Enqueue("run");
            return (string)context.Items["from"];
        }

        [Function("Fire")]
        public void Fire([TestTrigger] string item) => log.Entries.Enqueue("fired");

        [Function("Fails")]
        public async Task FailsAsync([TestTrigger] string item)
        {
            await Task.Yield();
            throw new InvalidOperationException(item + log.Entries.Count);
        }

        [Function("Context")]
        public void Context([TestTrigger] string item, FunctionContext context)
        {
            Scoped scoped = context.InstanceServices.GetRequiredService<Scoped>();
            string request = context.GetHttpContext() is null ? "no request" : "a request";
            log.Entries.Enqueue($"{request}, {context.TraceContext.TraceParent}, disposed {scoped.Disposed}");
        }
    }
}
