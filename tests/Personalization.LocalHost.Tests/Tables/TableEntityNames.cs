namespace Personalization.LocalHost.Tests.Tables;

/// <summary>Names that every row read from the service has.</summary>
internal static class TableEntityNames
{
    public const string ETag = "odata.etag";
}
