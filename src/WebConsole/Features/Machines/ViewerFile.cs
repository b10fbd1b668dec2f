using System.Globalization;
using System.Text;
using Libvirt.Xml;
using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared.Consoles;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Security;

namespace WebConsole.Features.Machines;

/// <summary>The file that opens a SPICE screen in virt-viewer. It holds no password: virt-viewer asks for one.</summary>
internal static class ViewerFile
{
    private const string ContentType = "application/x-virt-viewer";

    public static void MapViewerFile(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(AppUrls.ViewerFilePattern, Get).ExcludeFromDescription();

    private static Results<FileContentHttpResult, NotFound, ForbidHttpResult> Get(
        string host, Guid uuid, int display, VisibleInventory inventory, AvailableActions available, HttpContext context)
    {
        var id = new MachineId(host, uuid);
        if (inventory.Current.Machines.GetValueOrDefault(id) is not { } machine)
            return TypedResults.NotFound();
        if (!available.May(Right.Operate, id))
            return TypedResults.Forbid();
        return Text(machine, display, inventory.Current.Host(host)?.Uri, context.Request.Host.Host) is { } text
            ? TypedResults.File(Encoding.UTF8.GetBytes(text), ContentType, "console.vv")
            : TypedResults.NotFound();
    }

    /// <param name="machine">Whose screen it is.</param>
    /// <param name="display">Its number among the machine's displays.</param>
    /// <param name="uri">libvirt's URI of its host.</param>
    /// <param name="self">The name under which the browser reached us.</param>
    internal static string? Text(Machine machine, int display, string? uri, string self)
    {
        if (display < 0 || display >= machine.Displays.Length || machine.Displays[display] is not { Type: "spice", Address: { } listens }
            || ViewerAddress.Of(listens, uri, self) is not { } address
            || !DomainXml.TryParse(machine.Xml, out var domain) || domain.Graphics.ElementAtOrDefault(display) is not { } spice)
            return null;
        var lines = new List<string> { "[virt-viewer]", "type=spice", $"host={AuditText.OneLine(address)}" };
        Add("port", spice.Port);
        Add("tls-port", spice.TlsPort);
        lines.Add($"title={AuditText.OneLine(machine.Name)}");
        lines.Add("delete-this-file=1");
        return spice.Port is > 0 || spice.TlsPort is > 0 ? string.Join('\n', lines) + '\n' : null;

        void Add(string key, int? port)
        {
            if (port is > 0)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{key}={port}"));
        }
    }
}
