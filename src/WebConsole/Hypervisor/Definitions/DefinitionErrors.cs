using Libvirt;
using WebConsole.Security;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>libvirt's errors about a definition may quote it, and tasks, which viewers read, keep them.</summary>
internal static class DefinitionErrors
{
    /// <summary>Defines an object. What only libvirt's schema refuses is told so, since it can be defined in spite of it.</summary>
    /// <exception cref="DefinitionSchemaException">The schema refuses it.</exception>
    public static void Defining(Action define, params string[] definitions)
    {
        try
        {
            Masked(define, definitions);
        }
        catch (LibvirtException error) when (error.Code is LibvirtErrorCode.XmlInvalidSchema)
        {
            throw new DefinitionSchemaException(error.Message);
        }
    }

    /// <summary>Does something with definitions; an error comes without the values that viewers may not read.</summary>
    public static void Masked(Action act, params string[] definitions)
    {
        try
        {
            act();
        }
        catch (LibvirtException error)
        {
            var said = DefinitionSecrets.HideIn(definitions.Aggregate(error.Message, DefinitionMask.HideIn), definitions);
            throw new LibvirtException(error.Code, error.Domain, said, error.Number);
        }
    }
}
