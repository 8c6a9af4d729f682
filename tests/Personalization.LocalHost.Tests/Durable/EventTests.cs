using Microsoft.DurableTask.Client;
using Personalization.LocalHost.Durable;

namespace Personalization.LocalHost.Tests.Durable;

public sealed class EventTests
{
    [Fact]
    public async Task WaitForExternalEvent_RaisedBefore_IsTakenInOrderWhateverTheCase()
    {
        Code code = new Code().With("Wait", async context =>
        {
            await context.WaitForExternalEvent<int>("go");
            string first = await context.WaitForExternalEvent<string>("Step");
            string second = await context.WaitForExternalEvent<string>("sTEP");
            return first + second;
        });
        await using Engine engine = await Engine.StartAsync(code);
        await engine.RunAsync("Wait");
        await engine.Client.RaiseEventAsync("one", "STEP", "a");
        await engine.Client.RaiseEventAsync("one", "step", "b");

        await engine.Client.RaiseEventAsync("one", "GO", 1);

        Assert.Equal("ab", (await engine.RestAsync()).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(1, "came")]
    [InlineData(3, "late")]
    public async Task WaitForExternalEvent_WithTimeout_EndsByWhatIsFirst(int day, string expected)
    {
        Code code = new Code().With("Wait", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("reply", TimeSpan.FromDays(2));
            }
            catch (TaskCanceledException)
            {
                return "late";
            }
        });
        await using Engine engine = await Engine.StartAsync(code);
        await engine.RunAsync("Wait");
        await engine.PassTimeAsync(Engine.Start.AddDays(day));

        await engine.Client.RaiseEventAsync("one", "reply", "came");

        Assert.Equal(expected, (await engine.RestAsync()).ReadOutputAs<string>());
        Assert.Null(engine.Inner.NextDue);
    }

    [Fact]
    public async Task WaitForExternalEvent_AfterOneThatTimedOut_GetsTheEvent()
    {
        Code code = new Code().With("Wait", async context =>
        {
            string result = "";
            for (int i = 0; i < 2; i++)
            {
                try
                {
                    result += await context.WaitForExternalEvent<string>("reply", TimeSpan.FromDays(1));
                }
                catch (OperationCanceledException)
                {
                    result += "-";
                }
            }
            return result;
        });
        await using Engine engine = await Engine.StartAsync(code);
        await engine.RunAsync("Wait");
        await engine.PassTimeAsync(Engine.Start.AddDays(1));

        await engine.Client.RaiseEventAsync("one", "reply", "x");

        Assert.Equal("-x", (await engine.RestAsync()).ReadOutputAs<string>());
    }

    [Fact]
    public async Task SendEvent_ToAnotherInstance_ArrivesOnceThoughDeliveredTwice()
    {
        Code code = new Code()
            .With("Sender", context =>
            {
                context.SendEvent("target", "tick", 1);
                return Task.FromResult(0);
            })
            .With("Target", async context =>
            {
                int sum = await context.WaitForExternalEvent<int>("tick");
                try
                {
                    return sum + await context.WaitForExternalEvent<int>("tick", TimeSpan.FromDays(1));
                }
                catch (OperationCanceledException)
                {
                    return sum;
                }
            });
        await using Engine engine = await Engine.StartAsync(code);
        await engine.RunAsync("Target", instanceId: "target");
        await engine.RunAsync("Sender");

        await engine.Inner.SendAsync("target", new InstanceMessage(new EventRaised("tick", "1")) { Origin = new Origin("one/0", 0) });
        await engine.PassTimeAsync();

        Assert.Equal(1, (await engine.RestAsync("target")).ReadOutputAs<int>());
        Assert.Empty(await engine.Store.OutgoingAsync(CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task ContinueAsNew_WithoutPreserving_DropsEvents()
    {
        Code code = new Code().With("Loop", async context =>
        {
            if (context.GetInput<int>() == 1) return await context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(1));
            await context.WaitForExternalEvent<string>("first");
            context.ContinueAsNew(1, preserveUnprocessedEvents: false);
            return "";
        });
        await using Engine engine = await Engine.StartAsync(code);
        await engine.RunAsync("Loop");
        await engine.Client.RaiseEventAsync("one", "go", "lost");
        await engine.Client.RaiseEventAsync("one", "first");
        await engine.PassTimeAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.RestAsync()).RuntimeStatus);
    }

    [Fact]
    public async Task RaiseEvent_ToNobody_IsDropped()
    {
        await using Engine engine = await Engine.StartAsync(new Code());

        Assert.Equal(Delivery.NoInstance, await engine.Client.SendAsync("nobody", new EventRaised("x", null), CancellationToken.None));
    }
}
