using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tables;

/// <summary>What all clients of an account share: address, pipeline, and how entity classes map to rows.</summary>
internal sealed class TableService
{
    private readonly HttpPipeline pipeline;
    private readonly string version;

    public TableService(TableAccount account, TableClientOptions? options)
    {
        options ??= new TableClientOptions();
        Account = account;
        Address = account.Endpoint.AbsoluteUri.TrimEnd('/');
        version = options.Version;
        HttpPipelinePolicy[] perRetry = account.Authorization is { } authorization ? [authorization] : [];
        pipeline = HttpPipelineBuilder.Build(options, [], perRetry, new ResponseClassifier());
    }

    public TableAccount Account { get; }

    /// <summary>The endpoint without a slash at its end.</summary>
    public string Address { get; }

    public EntityMaps Maps { get; } = new();

    /// <summary>A request to an address that begins with <see cref="Address"/>.</summary>
    public HttpMessage CreateMessage(RequestMethod method, string address)
    {
        HttpMessage message = pipeline.CreateMessage();
        Request request = message.Request;
        request.Method = method;
        request.Uri.Reset(new Uri(address));
        request.Headers.Add("x-ms-version", version);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add("Accept", "application/json;odata=minimalmetadata");
        return message;
    }

    public HttpMessage CreateMessage(RequestMethod method, string address, RequestContent content, string contentType = "application/json")
    {
        HttpMessage message = CreateMessage(method, address);
        message.Request.Headers.Add("Content-Type", contentType);
        message.Request.Content = content;
        return message;
    }

    /// <summary>Sends with the pipeline's retries. From status 400 on it throws, except for the one that <paramref name="expected"/> names.</summary>
    /// <remarks>A try whose answer was lost may have taken effect; its retry meets it: an insert its row (409), an update its ETag (412).</remarks>
    public async ValueTask<Response> SendAsync(HttpMessage message, bool async, CancellationToken cancellationToken, ExpectedStatus? expected = null)
    {
        if (expected is not null) message.ResponseClassifier = expected;
        if (async) await pipeline.SendAsync(message, cancellationToken);
        else pipeline.Send(message, cancellationToken);
        Response response = message.Response;
        return response.Status < 400 || expected?.Status == response.Status ? response : throw TableErrors.From(response);
    }
}
