using Microsoft.AspNetCore.Http;
using Personalization.Common;

namespace Personalization.Functions.Catalog.Imports;

/// <summary>A file as it is sent: a problem, or the file with its preset or mapping.</summary>
internal sealed record ImportUpload(Problem? Problem, string? Preset, BinaryData? Mapping, Stream? File)
{
    private const int MappingBytes = 64 * 1024;

    public static async Task<ImportUpload> ReadAsync(HttpRequest request, IReadOnlyList<string> presets, Func<ReadOnlyMemory<byte>, Problem?> check, CancellationToken cancellationToken)
    {
        // curl calls every body x-www-form-urlencoded unless told otherwise: that is no form with a file.
        if (request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true) return await ReadFormAsync(request, check, cancellationToken);
        string preset = request.Query["preset"].ToString();
        if (presets.Contains(preset, StringComparer.OrdinalIgnoreCase)) return new ImportUpload(null, preset, null, request.Body);
        string detail = $"Name a preset: {(presets.Count == 0 ? "there is none for this kind of file" : string.Join(", ", presets))}; or send a form with the parts mapping and file.";
        return Refused(new Problem(400, "unknown-preset", "The preset is missing or unknown", detail, [new ProblemError("unknown", "preset", detail)]));
    }

    private static async Task<ImportUpload> ReadFormAsync(HttpRequest request, Func<ReadOnlyMemory<byte>, Problem?> check, CancellationToken cancellationToken)
    {
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException fault)
        {
            return Refused(new Problem(400, "not-a-form", "The form cannot be read", fault.Message));
        }
        if (form.Files["file"] is not { } file) return Refused(Missing("file", "the file as CSV"));
        string mapping = form["mapping"].ToString();
        if (mapping.Length is 0 or > MappingBytes) return Refused(Missing("mapping", "the column mapping as JSON, at most 64 KiB"));
        BinaryData json = new(mapping);
        return check(json.ToMemory()) is { } problem ? Refused(problem) : new ImportUpload(null, null, json, file.OpenReadStream());
    }

    private static Problem Missing(string part, string what) => new(
        400, "missing-part", "A part of the form is missing", $"The form needs the part {part}, {what}.", [new ProblemError("missing", part, $"{part} is {what}.")]);

    private static ImportUpload Refused(Problem problem) => new(problem, null, null, null);
}
