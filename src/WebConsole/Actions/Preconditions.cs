using Libvirt;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;

namespace WebConsole.Actions;

/// <summary>
/// Looks at the version that a request was made for (<c>If-Match</c>, <c>version</c> in its body) before a task begins. The
/// task compares once more, in the call that writes.
/// </summary>
internal sealed class Preconditions(DefinitionEditor editor)
{
    /// <summary>The arguments with the version that both name; or why the header is none.</summary>
    public static (IVersioned Arguments, IReadOnlyList<string> Seen, ProblemHttpResult? Problem) Read(HttpRequest request, IVersioned arguments)
    {
        string[] asked = arguments.Version is { } version ? [version] : [];
        if (request.Headers.IfMatch.Count == 0)
            return (arguments, asked, null);
        if (!EntityTagHeaderValue.TryParseList([.. request.Headers.IfMatch.OfType<string>()], out var tags) || tags.Count == 0)
            return (arguments, [], ApiProblems.Invalid("If-Match", "must be an ETag, as GET of the definition (xml) answers it, or *."));
        if (tags.Contains(EntityTagHeaderValue.Any))
            return (arguments, asked, null);
        // A weak tag never matches, nor does a header that contradicts the body.
        string[] seen = [.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.Value!.Trim('"')).Where(tag => asked is [] || asked.Contains(tag)).DefaultIfEmpty("")];
        return (arguments.Of(seen[0]), seen, null);
    }

    /// <summary>The arguments for the version that stands; or that it is none of those.</summary>
    public async Task<(IVersioned Arguments, DefinitionChangedException? Changed)> CheckAsync(ObjectId id, IVersioned arguments, IReadOnlyList<string> seen, string? person, CancellationToken cancellation)
    {
        if (seen.Count == 0)
            return (arguments, null);
        try
        {
            return (arguments.Of(await editor.CheckAsync(id, seen, cancellation, person).ConfigureAwait(false)), null);
        }
        catch (DefinitionChangedException changed)
        {
            return (arguments, changed);
        }
        catch (Exception error) when (error is LibvirtException or HypervisorException)
        {
            // The task says what is wrong, and compares.
            return (arguments, null);
        }
    }
}
