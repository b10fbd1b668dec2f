using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Storage.Packed;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security.Sessions;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Uploads;

/// <summary>Reads the headers of tus requests.</summary>
internal static partial class TusRequest
{
    public const string Version = "1.0.0";

    /// <summary>The longest file, in bytes: more than any pool has, and the lengths of many can be added up.</summary>
    private const long MostLength = 1L << 53;

    private const string BytesType = "application/offset+octet-stream";

    /// <summary>What is to be uploaded, or what is wrong with the request.</summary>
    public static (UploadRecord? Record, ProblemHttpResult? Mistake) ReadCreation(HttpContext context, StoragePool pool)
    {
        var length = Number(context.Request, "Upload-Length") ?? 0;
        if (length is <= 0 or > MostLength)
            return (null, ApiProblems.Invalid("Upload-Length", $"must be the size of the file in bytes, above 0 and at most {SizeLimit.Most(MostLength)}."));
        if (TusMetadata.Parse(context.Request.Headers["Upload-Metadata"]) is not { } metadata)
            return (null, ApiProblems.Invalid("Upload-Metadata", "must be pairs of a key and a value in base64, with commas between."));
        var unpack = metadata.GetValueOrDefault("unpack") is { Length: > 0 } packed and not "none" ? packed : null;
        if (unpack is not null && Packing.Of(unpack) is null)
            return (null, ApiProblems.Invalid("unpack", $"must be one of {string.Join(", ", Packing.All.Select(packing => packing.Name))}, none."));
        // What is in a packed file is seen when it is unpacked.
        if (!ImageFormats.All.Contains(metadata.GetValueOrDefault("format")) && (unpack is null || metadata.GetValueOrDefault("format") is { Length: > 0 }))
            return (null, ApiProblems.Invalid("format", $"must be one of {string.Join(", ", ImageFormats.All)}."));
        if (metadata.GetValueOrDefault("sha256") is { Length: > 0 } hash && !Sha256().IsMatch(hash))
            return (null, ApiProblems.Invalid("sha256", "must be 64 hexadecimal digits."));
        return (new UploadRecord(Guid.NewGuid(), pool.Host, pool.Uuid, metadata.GetValueOrDefault("filename") ?? "", metadata.GetValueOrDefault("format") ?? "", length,
            metadata.GetValueOrDefault("sha256") is { Length: > 0 } known ? known.ToLowerInvariant() : null, SessionPrincipal.PersonOf(context.User))
        { Unpack = unpack }, null);
    }

    /// <summary>Why the bytes of a request are not taken.</summary>
    public static ProblemHttpResult? MistakeIn(HttpRequest request, UploadRecord upload) =>
        request.ContentType != BytesType ? TypedResults.Problem($"The body must be {BytesType}.", statusCode: StatusCodes.Status415UnsupportedMediaType)
        : Number(request, "Upload-Offset") is not { } offset ? ApiProblems.Invalid("Upload-Offset", "must be a number.")
        : offset != upload.Offset ? TypedResults.Problem($"The upload is at {upload.Offset}.", statusCode: StatusCodes.Status409Conflict)
        : request.ContentLength > upload.Length - offset ? TypedResults.Problem("That is more than the length that was named.", statusCode: StatusCodes.Status413PayloadTooLarge)
        : null;

    private static long? Number(HttpRequest request, string header) =>
        long.TryParse(request.Headers[header], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\A[0-9a-fA-F]{64}\z")]
    internal static partial Regex Sha256();
}
