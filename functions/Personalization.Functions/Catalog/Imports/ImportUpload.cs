using Microsoft.AspNetCore.Http;
using Personalization.Catalog.Imports;
using Personalization.Common;

namespace Personalization.Functions.Catalog.Imports;

/// <summary>An order file as it is sent: a problem, or the file with its preset or mapping.</summary>
internal sealed record ImportUpload(Problem? Problem, string? Preset, BinaryData? Mapping, Stream? File)
{
    private const int MappingBytes = 64 * 1024;

    public static async Task<ImportUpload> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // curl calls every body x-www-form-urlencoded unless told otherwise: that is no form with a file.
        if (request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true) return await ReadFormAsync(request, cancellationToken);
        string preset = request.Query["preset"].ToString();
        if (ImportPresets.Find(preset) is not null) return new ImportUpload(null, preset, null, request.Body);
        string detail = $"Name a preset: {string.Join(", ", ImportPresets.Names)}; or send a form with the parts mapping and file.";
        return Refused(new Problem(400, "unknown-preset", "The preset is missing or unknown", detail, [new ProblemError("unknown", "preset", detail)]));
    }

    private static async Task<ImportUpload> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
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
        if (form.Files["file"] is not { } file) return Refused(Missing("file", "the order file as CSV"));
        string mapping = form["mapping"].ToString();
        if (mapping.Length is 0 or > MappingBytes) return Refused(Missing("mapping", "the column mapping as JSON, at most 64 KiB"));
        BinaryData json = new(mapping);
        return ImportMappings.Read(json.ToMemory().Span).Problem is { } problem ? Refused(problem) : new ImportUpload(null, null, json, file.OpenReadStream());
    }

    private static Problem Missing(string part, string what) => new(
        400, "missing-part", "A part of the form is missing", $"The form needs the part {part}, {what}.", [new ProblemError("missing", part, $"{part} is {what}.")]);

    private static ImportUpload Refused(Problem problem) => new(problem, null, null, null);
}
