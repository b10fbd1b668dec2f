namespace WebConsole.Features.Storage.Uploads;

internal static class UploadServices
{
    public static void AddUploads(this IServiceCollection services)
    {
        services.AddSingleton<UploadFiles>();
        services.AddSingleton<UploadRegister>();
        services.AddSingleton<UploadStarter>();
        services.AddHostedService<UploadKeeper>();
    }
}
