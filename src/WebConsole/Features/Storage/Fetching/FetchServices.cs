using System.Net;
using Microsoft.Extensions.Options;
using WebConsole.Features.Storage.Uploads;
using WebConsole.Storage;
using WebConsole.Storage.Fetching;

namespace WebConsole.Features.Storage.Fetching;

internal static class FetchServices
{
    public static void AddFetching(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptions.Validator>();
        services.AddSingleton<FetchAddresses>();
        services.AddSingleton<ResolveName>(Dns.GetHostAddressesAsync);
        services.AddSingleton<FetchClient>();
        services.AddSingleton(provider => FetchVolume.AsAction(provider.GetRequiredService<FetchClient>(), provider.GetRequiredService<FetchAddresses>(), provider.GetRequiredService<UploadRegister>()));
    }
}
