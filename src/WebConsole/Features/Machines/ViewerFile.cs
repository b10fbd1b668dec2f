using System.Globalization;
using System.Text;
using Libvirt.Xml;
using WebConsole.Access;
using WebConsole.Components.Shared.Consoles;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Features.Machines.Displays;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using WebConsole.Security.SignIn;

namespace WebConsole.Features.Machines;

/// <summary>The file that opens a screen in virt-viewer, with a password that is good for half a minute (<see cref="OpenToViewer"/>).</summary>
internal static class ViewerFile
{
    private const string ContentType = "application/x-virt-viewer";

    /// <summary>A form's button posts here: it changes the display, which no link of another site may do.</summary>
    public static void MapViewerFile(this IEndpointRouteBuilder endpoints) => endpoints.MapPost(AppUrls.ViewerFilePattern, PostAsync).ExcludeFromDescription();

    private static async Task<IResult> PostAsync(
        string host, Guid uuid, int display, VisibleInventory inventory, OperationRunner runner, LentPasswords lent, HttpContext context)
    {
        if (!await Forgery.IsOursAsync(context).ConfigureAwait(false))
            return TypedResults.BadRequest();
        if (inventory.Current.Machines.GetValueOrDefault(new MachineId(host, uuid)) is not { } machine || inventory.Current.Host(host) is not { } status)
            return Without(NoViewerFile.Gone, TypedResults.NotFound());
        if (Lines(machine, display, status.Uri, context.Request.Host.Host) is not { } lines)
            return Without(NoViewerFile.Gone, TypedResults.NotFound());
        var open = OpenToViewer.Of(machine, machine.Displays[display].Type, status.Uri, lent);
        var started = await runner.StartAsync(open, context.User, context.RequestAborted).ConfigureAwait(false);
        if (started.TaskId is not { } task)
            return Without(NoViewerFile.Of(started.Reason), ApiProblems.Refused(started));
        await Task.WhenAny(open.Opened, runner.EndedAsync(task)).ConfigureAwait(false);
        if (!open.Opened.IsCompletedSuccessfully)
            return ForPeople(AppUrls.Task(task), TypedResults.Problem($"The display did not open. Task {task} says why.", statusCode: StatusCodes.Status409Conflict));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(Encoding.UTF8.GetBytes(Text(lines, await open.Opened.ConfigureAwait(false))), ContentType, "console.vv");

        IResult Without(string why, IResult answer) => ForPeople(AppUrls.ConsoleWithoutFile(new MachineId(host, uuid), display.ToString(CultureInfo.InvariantCulture), why), answer);

        // A browser shows what a form's button gets in the place of the page; a program has not asked for one.
        IResult ForPeople(string page, IResult answer) => context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) ? new SeeOther(page) : answer;
    }

    /// <summary>The whole file. Its password is one of ours, or none, and virt-viewer asks where one is wanted.</summary>
    internal static string Text(IEnumerable<string> lines, string? password) =>
        string.Join('\n', ["[virt-viewer]", .. lines, .. password is null ? Array.Empty<string>() : [$"password={password}"], "delete-this-file=1"]) + '\n';

    /// <summary>What the file says of a display; <c>null</c> where nobody reaches it from another program.</summary>
    /// <param name="machine">Whose screen it is.</param>
    /// <param name="display">Its number among the machine's displays.</param>
    /// <param name="uri">libvirt's URI of its host.</param>
    /// <param name="self">The name under which the browser reached us.</param>
    internal static IReadOnlyList<string>? Lines(Machine machine, int display, string? uri, string self)
    {
        if (display < 0 || display >= machine.Displays.Length || machine.Displays[display] is not { Type: DisplaySettings.Spice or DisplaySettings.Vnc, Address: { } listens }
            || ViewerAddress.Of(listens, uri, self) is not { } address
            || !DomainXml.TryParse(machine.Xml, out var domain) || domain.Graphics.ElementAtOrDefault(display) is not { } graphics)
            return null;
        var lines = new List<string> { $"type={machine.Displays[display].Type}", $"host={AuditText.OneLine(address)}" };
        Add("port", graphics.Port);
        Add("tls-port", graphics.TlsPort);
        lines.Add($"title={AuditText.OneLine(machine.Name)}");
        return graphics.Port is > 0 || graphics.TlsPort is > 0 ? lines : null;

        void Add(string key, int? port)
        {
            if (port is > 0)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{key}={port}"));
        }
    }
}
