using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared;
using WebConsole.Components.Shared.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Kinds;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Devices.Forms;

/// <summary>Base of the forms that change a device: the preview shows the machine's definition before and after.</summary>
public abstract class DeviceForm : DefinitionForm<MachineDevice, DeviceChanges>
{
    /// <summary>The device in the definition that is changed; <c>null</c> if it is not in that.</summary>
    protected DeviceXml? Device { get; private set; }

    [Inject]
    public required IStringLocalizer<DeviceForm> Headings { get; set; }

    /// <summary>The title of the drawer: the device as its row calls it.</summary>
    protected string Heading => Headings["Change {0} of {1}", Called, Words.Name(Subject.Machine.Name)!];

    /// <summary>Without the size of a disk, which the form changes.</summary>
    protected string Called
    {
        get
        {
            if (Subject.Stands is DiskXml disk)
                return $"{(disk.Device is "cdrom" or "floppy" ? "drive" : "disk")} {Words.Name(Subject.ShortName)}";
            var title = MachineHardware.Describe(Subject.Stands, new HardwareContext(Inventory.Current, Subject.Machine.Id.Host)).Title;
            return title.Length > 1 && char.IsLower(title[1]) ? char.ToLowerInvariant(title[0]) + title[1..] : title;
        }
    }

    /// <summary>Puts the values of the device into the fields.</summary>
    protected abstract void Fill(DeviceXml device);

    protected sealed override void Fill(string xml)
    {
        Device = DomainXml.TryParse(xml, out var domain) ? domain.DevicesByKey().GetValueOrDefault(Subject.Key) : null;
        if ((Device ?? Subject.Now) is { } device)
            Fill(device);
    }

    protected FormPreview SayAfter(string sentence)
    {
        if (Definition is null)
            return new FormPreview(sentence);
        if (!DomainXml.TryParse(Definition.Xml, out var domain) || domain.DevicesByKey().GetValueOrDefault(Subject.Key) is not { } device || (Arguments.Xml is { } xml && WrittenDevice.MistakeIn(xml, Subject.Key.Kind) is not null))
            return Say(sentence, Definition.Xml);
        try
        {
            DeviceChange.Apply(Arguments, domain, device, Subject.Machine);
        }
        catch (DefinitionException error)
        {
            return Say(error.Message, Definition.Xml);
        }
        return Say(sentence, domain.ToXml());
    }
}
