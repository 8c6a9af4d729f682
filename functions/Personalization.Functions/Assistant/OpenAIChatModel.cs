using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Identity;
using OpenAI;
using OpenAI.Chat;
using Personalization.Assistant.Models;

namespace Personalization.Functions.Assistant;

/// <summary>Any model behind OpenAI's chat completions API: Azure OpenAI's v1 endpoint by key or by the app's identity, OpenAI itself, or a server that speaks the same.</summary>
internal sealed class OpenAIChatModel : IChatModel
{
    private const string Scope = "https://cognitiveservices.azure.com/.default";
    // In times of its patience: one that says a word now and then would hold an answer up for ever.
    private const int LongestAnswer = 6;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly ChatClient client;
    private readonly TimeSpan patience;
    private readonly TimeProvider time;
    private long pausedUntil;

    public OpenAIChatModel(AssistantOptions options, TimeProvider time)
    {
        (patience, this.time, Name) = (options.ModelPatience, time, options.Model);
        // No second tries here: whoever waits for an answer is better served by the engine that always has one.
        OpenAIClientOptions settings = new() { Endpoint = options.ModelUrl, RetryPolicy = new ClientRetryPolicy(0), NetworkTimeout = Timeout.InfiniteTimeSpan };
#pragma warning disable OPENAI001 // The constructor for identities and for Azure's header is marked as for evaluation; there is no other.
        client = new ChatClient(options.Model, PolicyFor(options), settings);
#pragma warning restore OPENAI001
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelPiece> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref pausedUntil) is var until && time.GetUtcNow().UtcTicks < until) throw new ModelException(ModelFault.Busy, TimeSpan.FromTicks(until - time.GetUtcNow().UtcTicks));
        using CancellationTokenSource silent = new(patience, time), endless = new(patience * LongestAnswer, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(silent.Token, endless.Token, cancellationToken);
        StreamedAnswer answer = new();
        await using IAsyncEnumerator<StreamingChatCompletionUpdate> updates =
            client.CompleteChatStreamingAsync(OpenAIMessages.Of(request.Messages), OpenAIMessages.Options(request), either.Token).GetAsyncEnumerator(either.Token);
        bool begun = false;
        while (await NextAsync(updates, begun, cancellationToken))
        {
            begun = true;
            silent.CancelAfter(patience);
            if (answer.Take(updates.Current) is { Length: > 0 } text) yield return new ModelText(text);
        }
        yield return answer.Done(request);
    }

    private static AuthenticationPolicy PolicyFor(AssistantOptions options) => options.ModelKey.Length == 0
        ? new BearerTokenPolicy(new DefaultAzureCredential(), Scope)
        : IsAzure(options.ModelUrl!)
            ? ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(new ApiKeyCredential(options.ModelKey), "api-key")
            : ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(new ApiKeyCredential(options.ModelKey));

    private static bool IsAzure(Uri address) => address.Host.EndsWith(".azure.com", StringComparison.OrdinalIgnoreCase);

    private async Task<bool> NextAsync(IAsyncEnumerator<StreamingChatCompletionUpdate> updates, bool begun, CancellationToken cancellationToken)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (ClientResultException fault)
        {
            throw begun ? new ModelException(ModelFault.CutOff, null, fault) : FaultOf(fault);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelException(ModelFault.TimedOut, null, fault);
        }
        catch (AuthenticationFailedException fault)
        {
            throw new ModelException(ModelFault.Refused, null, fault);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException)
        {
            throw new ModelException(begun ? ModelFault.CutOff : ModelFault.Unavailable, null, fault);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException)
        {
            throw new ModelException(ModelFault.Unreadable, null, fault);
        }
    }

    private ModelException FaultOf(ClientResultException fault)
    {
        if (fault.Status != 429) return new ModelException(fault.Status is >= 500 or 0 or 408 ? ModelFault.Unavailable : ModelFault.Refused, null, fault);
        TimeSpan pause = RetryAfter(fault);
        Volatile.Write(ref pausedUntil, (time.GetUtcNow() + pause).UtcTicks);
        return new ModelException(ModelFault.Busy, pause, fault);
    }

    // Asked again sooner it would only refuse again; without a word from it a second is a usual pause.
    private static TimeSpan RetryAfter(ClientResultException fault) =>
        fault.GetRawResponse()?.Headers.TryGetValue("Retry-After", out string? said) is true && double.TryParse(said, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestPause.TotalSeconds))
            : TimeSpan.FromSeconds(1);
}
