using Azure;

namespace Personalization.LocalHost.Tables;

/// <summary>The answer to a row that does not exist.</summary>
internal sealed class MissingEntity<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("The response has no value: the entity does not exist");

    public override Response GetRawResponse() => response;
}
