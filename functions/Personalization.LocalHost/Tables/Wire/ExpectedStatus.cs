using Azure.Core;

namespace Personalization.LocalHost.Tables;

/// <summary>A status from 400 on that is an ordinary answer of one operation: neither retried nor logged as an error.</summary>
internal sealed class ExpectedStatus(int status) : ResponseClassifier
{
    public static readonly ExpectedStatus NotFound = new(404);

    public static readonly ExpectedStatus Conflict = new(409);

    public int Status { get; } = status;

    public override bool IsErrorResponse(HttpMessage message) => message.Response.Status != Status && base.IsErrorResponse(message);
}
