using System.Text.Json.Serialization;

namespace Personalization.Functions.Catalog;

[JsonSerializable(typeof(SortedDictionary<int, string>))]
internal sealed partial class CatalogManifestJson : JsonSerializerContext;
