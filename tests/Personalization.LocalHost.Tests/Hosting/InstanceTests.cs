using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Hosting;

public sealed class InstanceTests
{
    [Fact]
    public async Task Class_Disposable_IsMadeAndDisposedForEachRun()
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), builder => builder.Services.AddSingleton<Counter>().AddScoped<Scoped>());
        Counter counter = host.Host.Services.GetRequiredService<Counter>();

        // The first run, the one that compiles a factory, and one that uses it.
        for (int run = 1; run <= 3; run++)
        {
            Assert.Equal($"{run} made, {run - 1} disposed, one scope", await host.Client.GetStringAsync("/instance"));
            await Eventually.TrueAsync("the disposal", () => Task.FromResult(counter.Disposed == run));
        }
    }

    public sealed class Counter
    {
        public int Made { get; set; }

        public int Disposed { get; set; }
    }

    public sealed class Scoped;

    public sealed class Functions : IAsyncDisposable
    {
        private readonly Counter counter;
        private readonly Scoped scoped;

        public Functions(Counter counter, Scoped scoped)
        {
            (this.counter, this.scoped) = (counter, scoped);
            counter.Made++;
        }

        [Function("Instance")]
        public string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "instance")] HttpRequest request, FunctionContext context)
        {
            bool one = ReferenceEquals(scoped, context.InstanceServices.GetRequiredService<Scoped>());
            return $"{counter.Made} made, {counter.Disposed} disposed, {(one ? "one scope" : "two scopes")}";
        }

        public ValueTask DisposeAsync()
        {
            counter.Disposed++;
            return ValueTask.CompletedTask;
        }
    }
}
