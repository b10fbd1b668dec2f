using System.Net.Mime;
using Libvirt;
using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Access;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;

namespace WebConsole.Actions;

/// <summary>
/// The definitions of machines, networks, pools and packet filters, as far as the user may read them. That of the next start, which edits change, has its
/// version as <c>ETag</c>. That in force has none: as an edit it would be wrong.
/// </summary>
internal static class DefinitionsApi
{
    public static void MapDefinitions(this IEndpointRouteBuilder endpoints)
    {
        foreach (var kind in ObjectKinds.Defined)
        {
            endpoints.MapApi(kind.Area()).MapGet(kind.Route() + "/xml", (string host, string uuid, HttpContext context, DefinitionEditor editor, AvailableActions available, string? inactive = null) =>
                    ReadAsync(context, context.Find(kind, host, uuid), inactive, editor, available))
                .WithSummary($"The definition of a {kind.ToToken()} in force; with inactive=true that of its next start, which edits change. The version of that is the ETag, for If-Match.")
                .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Application.Xml)
                .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        }
    }

    public static string Tag(string version) => $"\"{version}\"";

    private static async Task<IResult> ReadAsync(HttpContext context, (ISubject? Subject, ProblemHttpResult? Problem) found, string? inactive, DefinitionEditor editor, AvailableActions available)
    {
        if (found.Subject is not { } subject)
            return found.Problem!;
        if (inactive is not (null or "true" or "false"))
            return ApiProblems.Invalid("inactive", "must be true or false.");
        var (operates, person) = (available.May(Right.Operate, subject.Id), context.User.Identity?.Name);
        try
        {
            // Two users read two texts at one address.
            context.Response.Headers.CacheControl = "no-store";
            if (inactive is not "true")
                return TypedResults.Text(await editor.ReadInForceAsync(subject.Id, operates, context.RequestAborted, person).ConfigureAwait(false), MediaTypeNames.Application.Xml);
            var read = await editor.ReadAsync(subject.Id, operates, context.RequestAborted, person).ConfigureAwait(false);
            context.Response.Headers.ETag = Tag(read.Version);
            return TypedResults.Text(read.Xml, MediaTypeNames.Application.Xml);
        }
        catch (LibvirtException error) when (error.Code is LibvirtErrorCode.NoDomain or LibvirtErrorCode.NoNetwork or LibvirtErrorCode.NoStoragePool or LibvirtErrorCode.NoNetworkFilter)
        {
            return ApiProblems.NotFound($"There is no {subject.Id.Kind.ToToken()} {subject.Id.Key} on {subject.Id.Host} any more.");
        }
        catch (DefinitionException error)
        {
            return TypedResults.Problem($"{error.Message} {error.Advice}".TrimEnd(), statusCode: StatusCodes.Status409Conflict);
        }
        catch (Exception error) when (error is LibvirtException or HypervisorException)
        {
            return TypedResults.Problem(error.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
