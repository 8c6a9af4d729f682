using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Events;
using Personalization.Functions.Jobs;
using Personalization.Functions.Segments;
using Personalization.Functions.Segments.Automatic;
using Personalization.Functions.Segments.Predictions;
using Personalization.Profiles;
using Personalization.Segments.Population;
using Personalization.Testing;
using Personalization.Tests.Segments.Predictions;

namespace Personalization.Functions.Tests.Segments.Automatic;

[Trait("Feature", "S48")]
public sealed class AutomaticFunctionTests : IClassFixture<OwnAzurite>, IDisposable
{
    private readonly ManualTimeProvider time = new(LakeStory.Start.AddDays(365));
    private readonly OwnAzurite azurite;
    private readonly PredictionBlob predictions;
    private readonly BlobSegmentStore store;
    private readonly JobQueue queue;
    private readonly SegmentEditor editor;

    public AutomaticFunctionTests(OwnAzurite azurite)
    {
        this.azurite = azurite;
        azurite.Blobs.GetBlobContainerClient("models").DeleteIfExists();
        predictions = new PredictionBlob(azurite.Blobs, time, NullLogger<PredictionBlob>.Instance);
        (store, queue) = (new BlobSegmentStore(azurite.Blobs, time), new JobQueue(azurite.Queues));
        editor = new SegmentEditor(store, queue, time);
    }

    [Fact]
    public async Task Save_WhatWasFound_IsASegmentOfTheShop()
    {
        using AutomaticFinder finder = Finder(new OnePart(Customers(), time.GetUtcNow()));
        AutomaticFunctions functions = new(finder, editor);
        await AnswerAsync(functions.List(Request(), default), 409);
        await finder.RunAsync(default);

        JsonElement found = await AnswerAsync(functions.List(Request(), default));
        JsonElement group = found.GetProperty("segments").EnumerateArray().First(one => one.GetProperty("method").GetString() == "clusters");
        JsonElement saved = await AnswerAsync(functions.Save(Request("""{"id":"mine"}"""), group.GetProperty("id").GetString()!, default));

        Assert.Equal(group.GetProperty("name").GetString(), saved.GetProperty("name").GetString());
        Assert.Contains(group.GetProperty("rule").GetRawText(), (await editor.FindAsync("mine", default))!.Line.Text, StringComparison.Ordinal);
        await AnswerAsync(functions.Save(Request("""{"id":"mine"}"""), group.GetProperty("id").GetString()!, default), 428);
        await AnswerAsync(functions.Save(Request("""{"id":"other"}"""), "group-99", default), 404);
        await AnswerAsync(functions.Save(Request("""{"id":"""), "group-1", default), 400);
    }

    [Fact]
    public async Task Run_NoSnapshot_SaysSo()
    {
        using AutomaticFinder finder = Finder(new OnePart(null));

        await finder.RunAsync(default);

        Assert.Contains("Nobody has been counted yet", (await finder.FoundAsync(default))!.Note, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        predictions.Dispose();
        store.Dispose();
        queue.Dispose();
    }

    private AutomaticFinder Finder(IPopulation population) => new(population, predictions, azurite.Blobs, time);

    private static Profile[] Customers() =>
        [.. LakeStory.Shop(200, 0).Lines.Select(EventCodec.Parse).GroupBy(PersonKey.Of).Select(person => ProfileRules.Apply(new Profile { Key = person.Key }, person).Profile)];

    private static HttpRequest Request(string body = "")
    {
        DefaultHttpContext context = new();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return context.Request;
    }

    private static async Task<JsonElement> AnswerAsync(Task<IResult> answering, int status = 200)
    {
        DefaultHttpContext context = new() { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        using MemoryStream body = new();
        context.Response.Body = body;
        await (await answering).ExecuteAsync(context);
        Assert.Equal(status, context.Response.StatusCode);
        return JsonElement.Parse(body.ToArray());
    }
}
